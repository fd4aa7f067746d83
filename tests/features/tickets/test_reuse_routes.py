"""From ticket to article, in the browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Phase, Status
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Masking, Revision
from helpdesk.knowledge.queries.writing import REVIEW_AFTER
from helpdesk.tickets.models.consulting import ArticleOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.routes import similar
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, TOLVAN, Fill, Visit, stored
from tests.pages.html import Page

pytestmark = pytest.mark.usefixtures("now")
EXPERT = "ella@kramfors.example"
ANSWER = (
    "Hej Anna,\n\nBörja med behovet. Ring Härnösands larmcentral på 0611-31 92 00.\n\n"
    "Testa sedan med Anna Ek.\n\nHälsningar\nSara Lindqvist"
)


def make() -> str:
    small_register()
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    account(Role.COORDINATOR, name="Amir Haddad", email=COORDINATOR)
    account(Role.EXPERT, name="Ella Öst", email=EXPERT, municipality="2282")
    anna = account(name="Anna Ek", email=ASKER, municipality="2280")
    asked = ticket(
        anna,
        subject="Larm vid avbrott i Härnösand",
        topics=("LAR-1", "UPP"),
        phase=Phase.PLAN,
        status=Status.ANSWERED,
        owner_id=sara.id,
    )
    message(asked, anna, "Vem ansvarar?")
    message(asked, sara, "Inget för andra: hemligheten.", MessageKind.INTERNAL)
    message(asked, sara, ANSWER)
    return f"/arenden/{asked.reference}"


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


def choose(visitor: Browser, path: str, status: int = 200, **typed: Any) -> Page:
    """The masking step."""
    return visitor.submit(visitor.get(f"{path}/artikel"), "/artikel/maskera", status, **typed)


def create(visitor: Browser, page: Page, status: int = 303, **typed: Any) -> Page:
    return visitor.submit(page, "/artikel/skapa", status, **typed)


def update(visitor: Browser, page: Page, status: int = 200, **typed: Any) -> Page:
    form = page.form("/artikel/skapa")
    return visitor.post(page.path.partition("/artikel")[0] + "/artikel/maskera", form.filled(typed), status=status)


def text_of(page: Page) -> str:
    return str(page.form("/artikel/skapa").values["text"][0])


def choices(page: Page) -> dict[str, str]:
    """What is proposed, by the name of its choice."""
    return dict(
        zip(
            re.findall(r'id="(choice-\d+)-mask"', page.text), re.findall(r"<mark>(.*?)</mark>", page.text), strict=False
        )
    )


def test_what_goes_in_is_chosen_first(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(f"{path}/artikel")
    values = page.form("/artikel/maskera").values
    ids = stored(app, select(Message.id).order_by(Message.id))

    assert values["messages"] == [str(ids[2])]
    assert values["title"] == ["Larm vid avbrott i [kommun]"]
    assert values["kind"] == ["answer"]
    assert "Vem ansvarar?" in page.words
    assert "hemligheten" not in page.text
    assert f"{path}/artikel" in visitor.get(path).links()


def test_a_ticket_becomes_a_masked_draft(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path)

    assert text_of(page) == ("Börja med behovet. Ring [kommun]s larmcentral på [telefon].\n\nTesta sedan med [namn].")
    assert page.form("/artikel/skapa").values["short_answer"] == ["Börja med behovet. Ring [kommun]s larmcentral på [telefon]. Testa sedan med [namn]."]  # fmt: skip
    assert sorted(choices(page).values()) == ["0611-31 92 00", "Anna Ek", "Härnösand"]
    made = create(visitor, page)
    [article_id] = stored(app, select(Article.id))

    assert made.location == f"/redigera/{article_id}"
    with app.app_context():
        revision = db.session.scalars(select(Revision)).one()
        article = db.session.scalars(select(Article)).one()
        asker = db.session.scalars(select(Ticket)).one()
        origin, masking = db.session.scalars(select(ArticleOrigin)).one(), db.session.scalars(select(Masking)).one()
        assert (revision.title, revision.kind) == ("Larm vid avbrott i [kommun]", ArticleKind.ANSWER)
        assert revision.topics == ["LAR-1", "UPP"]
        assert revision.phases == ["plan"]
        assert revision.review_by == swedish_day(NOON) + REVIEW_AFTER
        assert (article.owner_id, article.municipality_code) == (asker.owner_id, None)
        assert (origin.ticket_id, origin.made_by_id) == (asker.id, article.owner_id)
        assert (masking.made_by_id, masking.confirmed_by_id) == (article.owner_id, None)
        assert [row.topic_code for row in db.session.scalars(select(ArticleTopic).order_by(ArticleTopic.position))] == ["LAR-1", "UPP"]  # fmt: skip
    for word in ("Härnösand", "Anna", "0611", "hemligheten"):
        assert word not in visitor.follow(made).text


def test_the_ticket_shows_what_was_made_of_it_to_the_desk_alone(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    create(visitor, choose(visitor, path, title="Larm för alla"))
    [article_id] = stored(app, select(Article.id))
    page = visitor.get(path)

    assert "Larm för alla" in page.words
    assert f"/redigera/{article_id}" in page.links()
    assert "entry-event" in page.text
    assert "Larm för alla" in visitor.get(f"{path}/artikel").words
    assert "Larm för alla" not in browser(ASKER).get(path).text
    assert stored(app, select(Ticket.version)) == [1]


def test_the_way_back_from_the_article_is_the_desks(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    create(visitor, choose(visitor, path))
    [article_id] = stored(app, select(Article.id))
    where = f"/arenden/av-artikel/{article_id}"

    assert browser(COORDINATOR).get(where, status=303).location == path
    for email in (ASKER, EXPERT):
        browser(email).get(where, status=404)
    visitor.get("/arenden/av-artikel/999999", status=404)
    assert "/logga-in" in (browser().get(where, status=303).location or "")


def test_what_is_kept_stays_and_choices_follow_the_writer(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path)
    named = {text: name for name, text in choices(page).items()}
    edited = "Ny början.\n\n" + text_of(page).replace("Testa sedan", "Prova sedan")
    page = update(visitor, page, text=edited, **{named["0611-31 92 00"]: "keep"})

    assert (
        text_of(page)
        == "Ny början.\n\nBörja med behovet. Ring [kommun]s larmcentral på 0611-31 92 00.\n\nProva sedan med [namn]."
    )
    assert 'id="left"' not in page.text
    page = update(visitor, page, **{named["Anna Ek"]: "keep", named["0611-31 92 00"]: "mask"})
    assert (
        text_of(page)
        == "Ny början.\n\nBörja med behovet. Ring [kommun]s larmcentral på [telefon].\n\nProva sedan med [namn]."
    )
    assert 'data-color="info"' in page.text  # the line with the name was changed by hand
    assert page.form("/artikel/skapa").values[named["Anna Ek"]] == ["keep"]


def test_a_choice_counts_without_an_update(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path)
    named = {text: name for name, text in choices(page).items()}
    create(visitor, page, **{named["0611-31 92 00"]: "keep"})

    assert "0611-31 92 00" in stored(app, select(Revision.body))[0]


@pytest.mark.parametrize(
    "typed",
    [{"text": "Fråga Anna i Härnösand."}, {"title": "Larm i Härnösand"}, {"short_answer": "Ring Anna Ek."}],
)
def test_what_is_left_is_shown_before_the_draft_is_made(
    typed: dict[str, str], path: str, browser: Visit, app: Flask
) -> None:
    visitor = browser(ADVISER)
    page = create(visitor, choose(visitor, path), 422, **typed)

    assert 'id="left"' in page.text
    assert 'href="#left"' in page.text
    for name, value in typed.items():
        assert page.form("/artikel/skapa").values[name] == [value]
    assert stored(app, select(Article.id)) == []
    other = create(visitor, page, 422, text="Fråga Sara Lindqvist i stället.")  # something else than what was shown
    create(visitor, other)
    assert stored(app, select(Revision.body)) == ["Fråga Sara Lindqvist i stället."]


def test_what_is_left_is_warned_of_while_it_is_written(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = update(visitor, choose(visitor, path), text="Fråga Anna.")

    assert 'id="left"' in page.text
    create(visitor, page)


@pytest.mark.parametrize(
    "typed", [{"text": f"Om {TOLVAN}."}, {"title": TOLVAN}, {"short_answer": TOLVAN}, {"text": " "}, {"title": ""}]
)
def test_nothing_typed_is_lost_on_an_error(typed: dict[str, str], path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = create(visitor, choose(visitor, path), 422, **{"text": "Egen text.", **typed})

    assert "ds-error-summary" in page.text
    values = page.form("/artikel/skapa").values
    assert values["text"] == [typed.get("text", "Egen text.").strip()]
    assert values["kind"] == ["answer"]
    again = create(visitor, page, 422).form("/artikel/skapa").values
    assert {**again, "csrf_token": values["csrf_token"]} == values
    assert stored(app, select(Article.id)) == []


def test_a_personal_number_that_is_kept_is_refused(path: str, browser: Visit, app: Flask) -> None:
    with app.app_context():
        written = db.session.scalars(select(Message).where(Message.text == ANSWER)).one()
        written.text = f"Det gäller {TOLVAN}."  # as an old mail may
        db.session.commit()
    visitor = browser(ADVISER)
    page = choose(visitor, path)
    assert text_of(page) == "Det gäller [personnummer]."
    [name] = choices(page)
    page = create(visitor, page, 422, **{name: "keep"})

    assert "ds-error-summary" in page.text
    create(visitor, page, **{name: "mask"})
    assert stored(app, select(Revision.body)) == ["Det gäller [personnummer]."]


@pytest.mark.parametrize(
    "typed", [{"messages": []}, {"messages": ["999999", "x"]}, {"title": ""}, {"kind": "bok"}, {"owner": "999999"}]
)
def test_the_first_step_says_what_is_missing(typed: dict[str, Any], path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path, 422, **typed)

    assert "ds-error-summary" in page.text
    assert "ansvarar?" in page.words
    assert page.form("/artikel/maskera").values["title"] == [typed.get("title", "Larm vid avbrott i [kommun]")]
    assert stored(app, select(Article.id)) == []


@pytest.mark.parametrize("typed", [{"messages": []}, {"kind": "bok"}, {"owner": "999999"}, {"owner": "x"}])
def test_what_was_tampered_with_makes_nothing(typed: dict[str, Any], path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    create(visitor, choose(visitor, path), 422, **typed)
    update(visitor, choose(visitor, path), 422 if "messages" in typed else 200, **typed)

    assert stored(app, select(Article.id)) == []


def test_an_internal_note_never_goes_in(path: str, browser: Visit, app: Flask) -> None:
    note = stored(app, select(Message.id).where(Message.kind == MessageKind.INTERNAL))[0]
    visitor = browser(ADVISER)
    ids = [str(id_) for id_ in stored(app, select(Message.id))]
    page = choose(visitor, path, messages=ids)

    assert "hemligheten" not in page.text
    assert str(note) not in page.form("/artikel/skapa").values["messages"]
    assert text_of(page).startswith("## Frågan\n\nVem ansvarar?\n\n## Svaret\n\nBörja")
    choose(visitor, path, 422, messages=[str(note)])


def test_other_messages_can_be_chosen_with_the_rest_kept(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path, title="Egen rubrik", kind="guide")
    back = visitor.post(f"{path}/artikel", page.form("/artikel/skapa").values, status=200)
    values = back.form("/artikel/maskera").values

    assert (values["title"], values["kind"]) == (["Egen rubrik"], ["guide"])
    assert values["messages"] == page.form("/artikel/skapa").values["messages"]


def test_the_same_form_sent_twice_is_one_article(path: str, browser: Visit, app: Flask) -> None:
    visitor = browser(ADVISER)
    page = choose(visitor, path)

    assert create(visitor, page).location == create(visitor, page).location
    assert len(stored(app, select(Article.id))) == 1


def test_similar_articles_are_missing_without_the_engine(
    path: str, browser: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise SearchUnavailableError

    monkeypatch.setattr(similar, "suggestions", fail)
    browser(ADVISER).get(f"{path}/artikel")


def test_it_is_the_desks_alone(path: str, browser: Callable[..., Browser]) -> None:
    for email in (ASKER, EXPERT):
        browser(email).get(f"{path}/artikel", status=403)
        for step in ("", "/maskera", "/skapa"):
            browser(email).post(f"{path}/artikel{step}", status=403)
    visitor = browser(ADVISER)
    visitor.get("/arenden/VT-1999-000001/artikel", status=404)
    for step in ("", "/maskera", "/skapa"):
        visitor.post(f"/arenden/VT-1999-000001/artikel{step}", status=404)
