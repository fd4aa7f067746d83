"""The editor through its pages."""

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.knowledge import article
from tests.pages.editor import ADVISER, ASKER, EXPERT, STRANGER, TOLVAN, Filled, Visit, begin, people, published, stored

pytestmark = pytest.mark.usefixtures("now")


def sent_back() -> int:
    people()
    made = article(municipality_code="2282", state=RevisionState.SENT_BACK)
    revision_id = db.session.scalars(select(Revision.id)).one()
    author = account(Role.ADVISER, name="Amir Haddad")
    db.session.add(
        ReviewComment(revision_id=revision_id, author_id=author.id, text="Skriv **kortare**.", written_at=NOON)
    )
    return made.id


FULL = {"short_answer": "Börja med låsen.", "body": "## Börja\n\nInventera låsen.", "first_topic": "LAR-3"}


def test_from_a_title_to_review_and_back(app: Flask, filled: Filled, browser: Visit) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)
    assert "Kramfors" in page.words
    assert page.form(page.path).values["review_by"] == ["2027-11-20"]

    typed = {
        **FULL,
        "second_topic": "UPP-2",
        "phases": ["plan", "introduce"],
        "audience": "municipalities",
        "keywords": "lås, nycklar\nlås",
        "sources": "Socialtjänstlagen (2025:400)\n\nLOU (2016:1145)",
        "valid_from": "2026-12-01",
    }
    page = eva.follow(eva.submit(page, page.path, **typed))
    (revision,) = stored(app, select(Revision))
    assert (revision.topics, revision.phases, revision.keywords) == (
        ["LAR-3", "UPP-2"],
        ["plan", "introduce"],
        ["lås", "nycklar"],
    )
    assert revision.sources == ["Socialtjänstlagen (2025:400)", "LOU (2016:1145)"]
    assert page.form(page.path).filled({})["keywords"] == ["lås, nycklar"]

    sent = eva.post(f"{page.path}/granskning", page.form(page.path).filled({}))
    page = eva.follow(sent)
    assert "Inventera låsen." in page.words
    assert stored(app, select(Revision.state)) == [RevisionState.IN_REVIEW]

    page = eva.follow(eva.submit(page, "angra-granskning"))
    assert stored(app, select(Revision.state)) == [RevisionState.DRAFT]
    assert page.form(page.path).values["title"] == ["Nyckelfri hemtjänst"]


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_sent(
    app: Flask, filled: Filled, browser: Visit
) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)

    page = eva.post(
        f"{page.path}/granskning", page.form(page.path).filled({"body": "![](/kunskapsbank/bilder/7)"}), status=422
    )

    for field in ("short_answer", "body", "first_topic"):
        assert f'href="#{field}"' in page.text
    assert stored(app, select(Revision.state)) == [RevisionState.DRAFT]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"body": f"Hos {TOLVAN}"}, "body"),
        ({"review_by": "i vår"}, "review_by"),
        ({"keywords": TOLVAN}, "keywords"),
        ({"audience": "skr"}, "audience"),
        ({"first_topic": "HITTEPÅ"}, "first_topic"),
    ],
)
@pytest.mark.parametrize("button", ["", "/granskning", "/bilder"])
def test_what_can_not_be_saved_comes_back_as_it_was_typed(
    app: Flask, filled: Filled, browser: Visit, button: str, typed: dict[str, str], field: str
) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)
    form = page.form(page.path).filled({"short_answer": "Nytt svar.", **typed})

    again = eva.post(page.path + button, form, status=422)

    assert again.title.startswith("Fel:")
    assert f'href="#{field}"' in again.text
    assert "Nytt svar." in again.text
    assert stored(app, select(Revision.short_answer)) == [""]
    told = eva.client.post(f"{page.path}/autospara", data=form)
    assert (told.status_code, told.content_type) == (422, "text/plain; charset=utf-8")


def test_of_two_who_write_neither_is_overwritten(app: Flask, filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    path, eva, sara = f"/redigera/{article_id}", browser(EXPERT), browser(ADVISER)
    evas, saras = eva.get(path), sara.get(path)
    sara.submit(saras, path, short_answer="Saras svar.")

    told = eva.client.post(f"{path}/autospara", data=evas.form(path).filled({"short_answer": "Evas svar."}))
    assert told.status_code == 409
    again = eva.submit(evas, path, 409, short_answer="Evas svar.")

    assert "Evas svar." in again.form(path).values["short_answer"]
    assert "<del>" in again.text
    assert "Saras" in again.text
    assert stored(app, select(Revision.short_answer).where(Revision.number == 2)) == ["Saras svar."]
    eva.submit(again, path)
    assert stored(app, select(Revision.short_answer).where(Revision.number == 2)) == ["Evas svar."]
    assert stored(app, select(Article.audience)) == [Audience.MUNICIPALITIES]


def test_the_script_saves_and_learns_the_new_version(app: Flask, filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    path, eva = f"/redigera/{article_id}", browser(EXPERT)
    form = eva.get(path).form(path)
    assert form.values["version"] == ["1.0"]

    first = eva.client.post(f"{path}/autospara", data=form.filled({"body": "Ett"}))
    second = eva.client.post(
        f"{path}/autospara", data=form.filled({"body": "Två", "version": first.headers["X-Version"]})
    )

    assert (first.status_code, second.status_code) == (204, 204)
    assert (first.headers["X-Version"], second.headers["X-Version"]) == ("2.2", "2.3")
    assert stored(app, select(Revision.body).where(Revision.number == 2)) == ["Två"]


@pytest.mark.parametrize("version", ["", "1", "a.b", "1.-1", "9" * 30 + ".1"])
def test_a_form_that_has_been_tampered_with_overwrites_nothing(
    app: Flask, filled: Filled, browser: Visit, version: str
) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)

    eva.submit(page, page.path, 409, body="Fel", version=version)

    assert stored(app, select(Revision.body)) == [""]


def test_what_is_sent_to_review_meanwhile_is_not_changed_but_what_was_typed_is_shown(
    app: Flask, filled: Filled, browser: Visit
) -> None:
    filled(people)
    eva, sara = browser(EXPERT), browser(ADVISER)
    page = eva.follow(eva.submit(begin(eva), "/redigera/", **FULL))
    sara.post(f"{page.path}/granskning", sara.get(page.path).form(page.path).filled({}))

    again = eva.submit(page, page.path, 409, body="Sent omsider")

    assert "Sent omsider" in again.text
    assert stored(app, select(Revision.body)) == [FULL["body"]]
    eva.post(f"{page.path}/angra-granskning")
    eva.post(f"{page.path}/angra-granskning", status=409)


def test_a_preview_shows_the_text_and_saves_nothing(app: Flask, filled: Filled, browser: Visit) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)
    form = page.form(page.path).filled({"body": "**Fet** <script>"})

    whole = eva.post(f"{page.path}/forhandsgranska", form, status=200)
    part = eva.post(f"{page.path}/forhandsgranska", form, status=200, headers={"HX-Request": "true"})

    for answer in (whole, part):
        assert "<strong>Fet</strong> &lt;script&gt;" in answer.text
    assert "<main" not in part.text
    assert whole.form(page.path).values["body"] == ["**Fet** <script>"]
    assert stored(app, select(Revision.body)) == [""]


def test_what_the_reviewer_wants_stands_above_the_text(filled: Filled, browser: Visit) -> None:
    article_id = filled(sent_back)

    page = browser(EXPERT).get(f"/redigera/{article_id}")

    assert "Amir Haddad" in page.words
    assert "Skriv <strong>kortare</strong>." in page.text


def test_an_adviser_writes_for_skr_and_an_expert_without_a_confirmed_municipality_waits(
    app: Flask, filled: Filled, browser: Visit
) -> None:
    def make() -> None:
        people()
        account(Role.EXPERT, email="ny@lund.example", municipality="1281", is_municipality_confirmed=False)
        account(Role.EXPERT, Role.ADVISER, email="bada@kramfors.example", municipality="2282")

    filled(make)
    sara, new, both = browser(ADVISER), browser("ny@lund.example"), browser("bada@kramfors.example")
    begin(sara)
    assert stored(app, select(Article.municipality_code)) == [None]

    assert "<form" not in new.get("/mina-guider/ny").text.partition("<main")[2].partition("</main")[0]
    new.post("/mina-guider/ny", {"title": "Ett", "kind": "guide"}, status=403)
    both.post("/mina-guider/ny", {"title": "Ett", "kind": "guide", "municipality": "1490"}, status=422)
    both.post("/mina-guider/ny", {"title": "Ett", "kind": "guide", "municipality": "2282"})
    assert stored(app, select(Article.municipality_code).order_by(Article.id)) == [None, "2282"]


@pytest.mark.parametrize("title", ["", f"Hos {TOLVAN}"])
def test_a_guide_begins_with_a_title(app: Flask, filled: Filled, browser: Visit, title: str) -> None:
    filled(people)
    sara = browser(ADVISER)

    page = sara.submit(sara.get("/mina-guider/ny"), "/mina-guider/ny", 422, title=title)

    assert page.title.startswith("Fel:")
    assert stored(app, select(Article)) == []


def test_others_drafts_do_not_exist(filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    bo, path = browser(STRANGER), f"/redigera/{article_id}"

    for page in ("", "/ta-bort", "/versioner", "/versioner/1"):
        bo.get(path + page, status=404)
        browser(ASKER).get(path + page, status=403)
    for button in ("", "/autospara", "/forhandsgranska", "/bilder", "/granskning", "/angra-granskning", "/ta-bort"):
        bo.post(path + button, {"title": "Ett", "body": "Två"}, status=404)
    bo.post(f"{path}/forhandsgranska", {"body": "Två"}, status=404, headers={"HX-Request": "true"})
    bo.post(f"{path}/versioner/1/aterstall", status=404)
    bo.post(f"{path}/bilder/1/ta-bort", status=404)
