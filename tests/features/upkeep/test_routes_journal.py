"""The page of the event log, and its copy."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain import facts
from helpdesk.domain.actor import Role
from helpdesk.domain.happenings import SENTENCES
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.upkeep.forms import words
from helpdesk.upkeep.queries.journal import PAGE, Event
from helpdesk.upkeep.queries.things import Thing
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
HENRIK, SARA, BOTH = "henrik@skr.example", "sara@skr.example", "both@skr.example"
PATH = "/admin/handelselogg"
SECRET = "kvastfeber"


@pytest.fixture(autouse=True)
def reference(filled: Callable[[Callable[[], Any]], Any], now: object) -> str:  # noqa: ARG001  the clock stands
    def make() -> str:
        small_register()
        henrik = account(Role.ADMINISTRATOR, name="=Henrik Östlund", email=HENRIK)
        sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        account(Role.ADVISER, Role.ADMINISTRATOR, name="Båda Två", email=BOTH)
        made = ticket(account(name="Anna Ek"), subject=SECRET)
        note = message(made, author=sara, text=SECRET)
        for fact, by in (
            (facts.NoteWritten(subject=("ticket", made.id), message_id=note.id), sara),
            (facts.TopicChanged(subject=("topic", 0), code="LAR"), henrik),
            (facts.MailDomainsChanged(subject=("municipality", 1490), added=("a.se",), removed=("b.se",)), henrik),
            (facts.RolesChanged(subject=("account", sara.id), roles_from=(), roles_to=("adviser",)), henrik),
            (facts.MunicipalityConfirmed(subject=("account", sara.id), municipality="1490"), henrik),
        ):
            journal.record(fact, actor=actor(by), now=NOON)
        journal.forget()
        return made.reference

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def henrik(browser: Visit) -> Browser:
    return browser(HENRIK)


def test_events_are_told_in_words(henrik: Browser) -> None:
    page = henrik.get(PATH)
    for told in (
        "Kommunen bekräftades Borås Person Sara Lindqvist =Henrik Östlund 20 november 2026 kl. 12.00",
        "Rollerna ändrades Från inga till Rådgivare",
        "Kommunens e-postdomäner ändrades Tillagda: a.se Borttagna: b.se Kommun Borås",
        "Ämnet skapades, ändrades eller flyttades Ämne Larm och tillsyn",
    ):
        assert told in page.words
    assert {"/admin/kommuner/1490", "/admin/amnen/LAR"} <= set(page.links())


def test_an_administrator_sees_that_something_happened_to_a_ticket_but_not_what(
    henrik: Browser, browser: Visit, reference: str
) -> None:
    for path in (PATH, f"{PATH}?om=ticket&nummer={reference}"):
        page = henrik.get(path)
        assert f"En intern anteckning skrevs Ärende {reference} Sara Lindqvist" in page.words
        assert SECRET not in page.text
        assert "Anna Ek" not in page.text
        assert f"/arenden/{reference}" not in page.links()
    henrik.get(f"/arenden/{reference}", status=404)
    assert f"/arenden/{reference}" in browser(BOTH).get(PATH).links()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fran=2026-11-20&till=2026-11-20&vem=sara", ["En intern anteckning skrevs"]),
        ("handelse=register", ["Kommunens e-postdomäner ändrades", "Ämnet skapades, ändrades eller flyttades"]),
        ("handelse=RolesChanged", ["Rollerna ändrades"]),
        ("om=topic&nummer=LAR", ["Ämnet skapades, ändrades eller flyttades"]),
        ("till=2026-11-19", []),
        ("vem=xyzzyq", []),
        ("om=team&nummer=%01%20", []),
    ],
)
def test_the_log_is_narrowed_by_its_address(henrik: Browser, query: str, found: list[str]) -> None:
    page = henrik.get(f"{PATH}?{query}")
    assert page.text.count('<th scope="row">') == len(found)
    for told in found:
        assert told in page.words


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("fran=igår", "Skriv dagen som år-månad-dag"),
        ("fran=0001-01-01", "Skriv dagen som år-månad-dag"),
        ("till=9999-12-31", "Skriv dagen som år-månad-dag"),
        ("fran=2026-11-20&till=2026-11-19", "Perioden slutar innan den börjar."),
        ("om=ticket", "Välj vad det gäller och skriv vilket."),
        ("nummer=12", "Välj vad det gäller och skriv vilket."),
        ("om=allt&nummer=12", "Välj vad det gäller och skriv vilket."),
    ],
)
def test_a_filter_that_cannot_be_says_why(henrik: Browser, query: str, says: str) -> None:
    page = henrik.get(f"{PATH}?{query}")
    assert says in page.words
    assert page.title.startswith("Fel: ")


def test_the_log_goes_on_on_the_next_page(app: Flask, henrik: Browser) -> None:
    with app.app_context():
        for _ in range(PAGE):
            entry = JournalEntry(at=NOON, kind="SignedIn", subject_kind="account", subject_id=1, facts={"way": "link"})
            db.session.add(entry)
        db.session.commit()
    first = henrik.get(f"{PATH}?fran=2026-11-01")
    later = next(link for link in first.links() if "sida=" in link).replace("&amp;", "&")
    assert "fran=2026-11-01" in later
    assert henrik.get(later).text.count('<th scope="row">') == 5
    henrik.get(f"{PATH}?sida=nowhere", status=404)


def test_a_copy_is_a_file_for_a_spreadsheet_and_is_itself_written_down(app: Flask, henrik: Browser) -> None:
    page = henrik.get(f"{PATH}?fran=2026-11-01&vem=Henrik")
    file = henrik.submit(page, f"{PATH}/hamta", status=200)
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="handelselogg-2026-11-20.csv"'
    rows = list(csv.reader(io.StringIO(file.body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Tid", "Vem", "Händelse", "Gäller", "Detaljer"]
    assert rows[1] == [
        *("2026-11-20 12:00:00", "'=Henrik Östlund", "Kommunen bekräftades", "Person Sara Lindqvist", "Borås"),
    ]
    assert len(rows) == 5
    recorded = stored(app, select(JournalEntry.facts).where(JournalEntry.kind == "JournalExported"))
    assert recorded == [{"rows": 4, "narrowed_by": ["from_on", "person"]}]
    assert "En kopia av händelseloggen hämtades 4 händelser Händelselogg" in henrik.get(PATH).words


def test_a_copy_with_a_filter_that_cannot_be_is_not_made(app: Flask, henrik: Browser) -> None:
    page = henrik.post(f"{PATH}/hamta", {"fran": "igår"}, status=422)
    assert "Skriv dagen som år-månad-dag" in page.words
    assert stored(app, select(JournalEntry.id).where(JournalEntry.kind == "JournalExported")) == []


def test_the_log_is_the_administrator_s(browser: Visit) -> None:
    browser(SARA).get(PATH, status=403)
    browser(SARA).post(f"{PATH}/hamta", status=403)
    browser().get(PATH, status=303)


def test_every_fact_can_be_chosen_and_told(app: Flask, henrik: Browser) -> None:
    page = henrik.get(PATH)
    for kind in SENTENCES:
        assert f'value="{kind.__name__}"' in page.text
    unknown = Event(1, NOON, "Vanished", None, "", Thing("ghost", 7), {}, "")
    with app.test_request_context():
        assert (words.sentence(unknown), words.thing_words(unknown.thing)) == ("Vanished", "ghost 7")
        assert words.doer(unknown) == "Systemet eller en besökare"
        many = Event(1, NOON, "ManyChanged", 9, "", Thing("bulk_change", 0), {"ticket_ids": [1, 2]}, "")
        assert (words.doer(many), words.detail(many)) == ("Person 9", "2 ärenden")
        assert words.thing_words(many.thing) == "Ändring av flera ärenden"
