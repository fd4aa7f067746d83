"""What stands around an article's text: its dates, its former addresses, and where it leads when it is withdrawn."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, FormerAddress, Revision, Withdrawal
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article, withdraw
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
AT = datetime(2026, 11, 1, tzinfo=UTC)


def former(slug: str, of: Article) -> None:
    db.session.add(FormerAddress(slug=slug, article_id=of.id))
    db.session.flush()


def gone(of: Article, reason: str = "", successor: Article | None = None) -> None:
    withdraw(of)
    successor_id = successor.id if successor else None
    db.session.add(
        Withdrawal(
            article_id=of.id,
            reason=reason,
            successor_id=successor_id,
            withdrawn_by_id=of.owner_id,
            withdrawn_at=AT,
        )
    )
    db.session.flush()


def some_articles() -> None:
    small_register()
    author = account(Role.EXPERT, email="eva@kramfors.example", municipality="2282")
    account(Role.EXPERT, email="per@lund.example", municipality="1281")
    account(Role.ADVISER, email="sara@skr.example")
    account(Role.REQUESTER, email="anna@kommun.example")
    present = article(
        "nytt-namn",
        owner=author,
        municipality_code="2282",
        follows_feedback=True,
        change_note="Priserna är nya.",
    )
    present.reviewed_on = date(2026, 10, 2)
    former("gammalt-namn", present)
    db.session.add(
        Revision(
            article_id=present.id,
            number=2,
            state=RevisionState.SENT_BACK,
            title="Hemligt utkast",
            short_answer="Hemligt",
            body="Hemligt",
            kind=present.kind,
            audience=present.audience,
            author_id=author.id,
            written_at=AT,
        )
    )
    municipal = article("for-kommuner", audience=Audience.MUNICIPALITIES, change_note="Syns inte.")
    former("hemligt-gammalt", municipal)
    gone(article("ersatt", title="Upphävd", topics=("LAR-1",)), "Lagen är ny.", present)
    gone(article("hemligt-ersatt"), successor=municipal)
    renamed = article("borttagen", topics=("UPP-2",))
    former("borttagen-forr", renamed)
    gone(renamed)


@pytest.fixture
def visit(filled: Callable[..., None], browser: Visit, now: object) -> Visit:  # noqa: ARG001  the clock stands
    filled(some_articles)
    return browser


def test_an_article_says_when_it_was_reviewed_and_that_readers_were_heard(visit: Visit) -> None:
    words = visit().get("/kunskapsbank/nytt-namn").words

    assert "Granskad 2 oktober 2026" in words
    assert "Granskas igen senast 1 september 2027" in words
    assert "Ändrad efter läsares synpunkter: Priserna är nya." in words
    assert "Syns inte" not in visit("anna@kommun.example").get("/kunskapsbank/for-kommuner").words


def test_a_former_address_leads_to_the_present_one_for_those_who_may_read_it(visit: Visit) -> None:
    assert visit().get("/kunskapsbank/gammalt-namn", status=301).location == "/kunskapsbank/nytt-namn"

    asked = visit().get("/kunskapsbank/hemligt-gammalt", status=303)
    assert "for-kommuner" not in (asked.location or "")
    reader = visit("anna@kommun.example")
    assert reader.get("/kunskapsbank/hemligt-gammalt", status=301).location == "/kunskapsbank/for-kommuner"
    assert reader.post("/kunskapsbank/hemligt-gammalt/omdome", {"useful": "yes"}).location == (
        "/kunskapsbank/for-kommuner#omdome"
    )


def test_a_withdrawn_article_says_why_and_leads_on(visit: Visit) -> None:
    page = visit().get("/kunskapsbank/ersatt", status=410)

    assert "Lagen är ny." in page.words
    assert "Upphävd" not in page.words
    assert {"/kunskapsbank/nytt-namn", "/kunskapsbank/amne/trygghetslarm"} <= set(page.links())


def test_what_takes_its_place_is_shown_to_those_who_may_read_it(visit: Visit) -> None:
    path, successor = "/kunskapsbank/hemligt-ersatt", "/kunskapsbank/for-kommuner"

    assert successor not in visit().get(path, status=410).links()
    assert successor in visit("anna@kommun.example").get(path, status=410).links()


def test_a_former_address_of_a_withdrawn_article_leads_on_too(visit: Visit) -> None:
    page = visit().get("/kunskapsbank/borttagen-forr", status=410)

    assert "/kunskapsbank/amne/ramavtal-och-avrop" in page.links()


@pytest.mark.parametrize(
    ("email", "may_write"),
    [
        ("", False),
        ("anna@kommun.example", False),
        ("per@lund.example", False),
        ("eva@kramfors.example", True),
        ("sara@skr.example", True),
    ],
)
def test_only_its_writers_are_led_to_the_editor_and_to_earlier_versions(
    visit: Visit, email: str, *, may_write: bool
) -> None:
    page = visit(email).get("/kunskapsbank/nytt-namn")
    leads = [link for link in page.links() if link.startswith("/redigera/")]

    assert bool(leads) is may_write
    assert ("Tidigare versioner" in page.words) is may_write
    assert "Hemligt" not in page.words
    for link in leads:
        visit(email).get(link)
