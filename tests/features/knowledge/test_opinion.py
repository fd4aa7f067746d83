from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import VISITOR, Role
from helpdesk.domain.errors import ForbiddenError, GoneError, HiddenError
from helpdesk.domain.facts import ArticleRated
from helpdesk.domain.publication import RevisionState
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.knowledge.models import Feedback
from helpdesk.knowledge.operations.rate_article import Opinion, _begun, rate_article
from helpdesk.knowledge.queries.article import edition
from helpdesk.knowledge.routes import opinion as route
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article, withdraw
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
HERE = "/kunskapsbank/nattillsyn"
ACTION = f"{HERE}/omdome"
YES, NO = Opinion(is_useful=True), Opinion(is_useful=False)


def facts() -> list[object]:
    return [happening.fact for happening in journal.new_happenings()]


@pytest.mark.usefixtures("stage")
class TestOperation:
    def test_an_opinion_is_kept_with_what_was_read_and_told(self) -> None:
        made = article("nattillsyn")

        kept = rate_article(
            VISITOR, "nattillsyn", Opinion(is_useful=False, reason="Priset saknas."), reader_key="a", now=NOON
        )

        assert (kept.article_id, kept.revision_id) == (made.id, made.published_revision_id)
        assert (kept.is_useful, kept.reason, kept.given_at) == (False, "Priset saknas.", NOON)
        assert facts() == [ArticleRated(subject=("article", made.id), is_useful=False, feedback_id=kept.id)]

    def test_one_reader_counts_once_and_may_change_their_mind(self) -> None:
        article("nattillsyn")
        article("annan")
        later = NOON + timedelta(days=1)

        rate_article(VISITOR, "nattillsyn", YES, reader_key="a", now=NOON)
        rate_article(VISITOR, "nattillsyn", Opinion(is_useful=True, reason="Tydligt."), reader_key="a", now=NOON)
        rate_article(VISITOR, "nattillsyn", YES, reader_key="b", now=NOON)
        changed = rate_article(VISITOR, "nattillsyn", NO, reader_key="a", now=later)

        assert db.session.scalar(select(func.count()).select_from(Feedback)) == 2
        assert (changed.is_useful, changed.reason, changed.given_at) == (False, "", later)
        assert len(facts()) == 4

    def test_the_same_answer_again_changes_nothing_and_keeps_the_reason(self) -> None:
        article("nattillsyn")
        said = rate_article(VISITOR, "nattillsyn", Opinion(is_useful=True, reason="Tydligt."), reader_key="a", now=NOON)
        facts()

        rate_article(VISITOR, "nattillsyn", YES, reader_key="a", now=NOON + timedelta(days=1))

        assert (said.reason, said.given_at, facts()) == ("Tydligt.", NOON, [])

    def test_a_reason_can_be_taken_back(self) -> None:
        article("nattillsyn")
        rate_article(VISITOR, "nattillsyn", Opinion(is_useful=True, reason="Tydligt."), reader_key="a", now=NOON)

        assert (
            rate_article(VISITOR, "nattillsyn", Opinion(is_useful=True, reason=""), reader_key="a", now=NOON).reason
            == ""
        )

    def test_what_the_owner_has_dealt_with_is_met_anew_when_it_changes(self) -> None:
        made = article("nattillsyn")
        said = rate_article(VISITOR, "nattillsyn", NO, reader_key="a", now=NOON)
        said.handled_by_id, said.handled_at = made.owner_id, NOON

        rate_article(VISITOR, "nattillsyn", Opinion(is_useful=False, reason="Fel lag."), reader_key="a", now=NOON)

        assert (said.handled_by_id, said.handled_at) == (None, None)

    def test_nobody_rates_what_they_may_not_read(self) -> None:
        article("kommuner", audience=Audience.MUNICIPALITIES)
        article("utkast", state=RevisionState.DRAFT)
        withdraw(article("borttagen"))

        for slug, refusal in (
            ("kommuner", ForbiddenError),
            ("utkast", HiddenError),
            ("finns-inte", HiddenError),
            ("borttagen", GoneError),
        ):
            with pytest.raises(refusal):
                rate_article(VISITOR, slug, YES, reader_key="a", now=NOON)


def some_articles() -> None:
    small_register()
    account(Role.REQUESTER, email="anna@kommun.example")
    article("nattillsyn")
    article("hemlig", audience=Audience.MUNICIPALITIES)
    article("skr", audience=Audience.SKR)
    article("utkast", state=RevisionState.DRAFT)
    withdraw(article("borttagen"))


@pytest.fixture
def visit(filled: Callable[..., None], browser: Visit, now: object) -> Visit:  # noqa: ARG001  the clock stands
    filled(some_articles)
    return browser


@pytest.fixture
def said(filled: Callable[..., list[tuple[bool, str]]]) -> Callable[[], list[tuple[bool, str]]]:
    def read() -> list[tuple[bool, str]]:
        return [(row.is_useful, row.reason) for row in db.session.scalars(select(Feedback).order_by(Feedback.id))]

    return lambda: filled(read)


Said = Callable[[], list[tuple[bool, str]]]


@pytest.mark.parametrize("email", ["", "anna@kommun.example"])
def test_a_reader_answers_then_tells_why_then_changes_their_mind(visit: Visit, said: Said, email: str) -> None:
    reader = visit(email)
    page = reader.get(HERE)
    assert "Hade du nytta av sidan?" in page.words
    assert "Tack för ditt omdöme" not in page.words

    answered = reader.submit(page, ACTION, useful="no")
    assert answered.location == f"{HERE}#omdome"
    thanked = reader.get(HERE)
    assert "Tack för ditt omdöme. Du svarade Nej." in thanked.words

    reader.submit(thanked, ACTION, reason="Det saknas priser.")
    assert "Vi har sparat det du skrev." in reader.get(HERE).words
    assert said() == [(False, "Det saknas priser.")]

    reader.post(ACTION, {"useful": "yes"})
    assert "Du svarade Ja." in reader.get(HERE).words
    assert said() == [(True, "")]


def test_readers_count_once_each_and_what_one_says_no_other_is_shown(visit: Visit, said: Said) -> None:
    first, second, signed_in = visit(), visit(), visit("anna@kommun.example")
    for reader in (first, first, second, signed_in):
        reader.post(ACTION, {"useful": "yes"})
    visit("anna@kommun.example").post(ACTION, {"useful": "no"})

    assert said() == [(True, ""), (True, ""), (False, "")]
    assert "Tack för ditt omdöme" not in visit().get(HERE).words


def test_a_kept_page_is_not_shown_again_once_its_reader_has_answered(visit: Visit) -> None:
    reader = visit()
    tags = [{"If-None-Match": reader.get(HERE).headers["ETag"]}]
    assert reader.client.get(HERE, headers=tags[0]).status_code == 304
    for answer in ("yes", "no", "yes"):
        reader.post(ACTION, {"useful": answer})
        tags.append({"If-None-Match": reader.get(HERE, headers=tags[-1]).headers["ETag"]})

    assert len({tag["If-None-Match"] for tag in tags}) >= 3
    assert reader.client.get(HERE, headers=tags[-1]).status_code == 304


def test_the_form_of_a_kept_page_goes_through_with_the_token_on_it(visit: Visit, app: object, said: Said) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # type: ignore[attr-defined]
    try:
        reader = visit()
        page = reader.get(HERE)
        assert reader.client.get(HERE, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
        reader.submit(page, ACTION, useful="yes")
        reader.post(ACTION, {"useful": "no", "csrf_token": "forged"}, status=400)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False  # type: ignore[attr-defined]
    assert said() == [(True, "")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"useful": "perhaps"}, "Välj Ja eller Nej."),
        ({}, "Välj Ja eller Nej."),
        ({"useful": "no", "reason": "x" * 1001}, "Korta texten till högst 1000 tecken."),
        ({"useful": "no", "reason": "Fråga 19121212-1212."}, "Det ser ut att stå ett personnummer här."),
    ],
)
def test_what_can_not_be_taken_is_said_and_kept_on_the_page(
    visit: Visit, said: Said, typed: dict[str, str], words: str
) -> None:
    page = visit().post(ACTION, typed, status=422)

    assert page.title.startswith("Fel:")
    assert words in page.words
    assert typed.get("reason", "") in page.text
    assert said() == []


def test_who_sends_too_often_is_asked_to_wait(visit: Visit, monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    for name in ("BY_CLIENT", "BY_ACCOUNT"):
        monkeypatch.setattr(route, name, route.Limit(name, 1, timedelta(hours=1)))
    for email in ("", "anna@kommun.example"):
        visit(email).post(ACTION, {"useful": "yes"})
        page = visit(email).post(ACTION, {"useful": "no", "reason": "Mina ord"}, status=429)
        assert "För många försök" in page.words
        assert "Mina ord" in page.text
    assert said() == [(True, ""), (True, "")]


def test_what_is_not_for_the_reader_is_not_rated(visit: Visit, said: Said) -> None:
    for slug, status in (("hemlig", 403), ("skr", 403), ("utkast", 404), ("finns-inte", 404), ("borttagen", 410)):
        visit().post(f"/kunskapsbank/{slug}/omdome", {"useful": "yes"}, status=status)
    visit("anna@kommun.example").post("/kunskapsbank/skr/omdome", {"useful": "yes"}, status=404)
    assert said() == []


def test_nothing_that_is_kept_says_who_the_reader_was(visit: Visit, filled: Callable[..., object]) -> None:
    visit("anna@kommun.example").post(ACTION, {"useful": "yes"})

    def kept() -> tuple[list[str], list[int | None]]:
        actors = select(JournalEntry.actor_id).where(JournalEntry.kind == "ArticleRated")
        return list(db.session.scalars(select(Feedback.reader_key))), list(db.session.scalars(actors))

    keys, actors = filled(kept)  # type: ignore[misc]

    assert [len(key) for key in keys] == [64]
    assert actors == [None]


@pytest.mark.usefixtures("stage")
def test_two_clicks_at_the_same_moment_are_one_opinion() -> None:
    article("nattillsyn")
    read = edition(VISITOR, "nattillsyn")

    rows = {_begun(read, YES, "a", NOON).id for _ in range(2)}

    assert len(rows) == 1
