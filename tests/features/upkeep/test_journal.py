"""The event log: what it shows, to whom, and how it is narrowed."""

from datetime import date, timedelta

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain import facts
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.happenings import NAMES_BY_GROUP
from helpdesk.kit import journal, paging
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.upkeep.operations.export_journal import export_journal
from helpdesk.upkeep.queries import journal as log
from helpdesk.upkeep.queries.journal import Wanted, event_batches, event_page
from helpdesk.upkeep.queries.pointing import Pointed
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article
from tests.factories.staff import team
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
DAY = timedelta(days=1)


@pytest.fixture
def henrik(stage: None) -> Account:  # noqa: ARG001  before all else
    return account(Role.ADMINISTRATOR, name="Henrik Östlund", email="henrik@skr.example")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist", email="sara@skr.example")


@pytest.fixture
def asked(henrik: Account, sara: Account) -> Ticket:
    """Something of everything has happened, one thing a day, this the newest: the domain, the topic, ..."""
    made = ticket(account(name="Anna Ek"))
    guide = article("larm", owner=sara)
    by_sara, by_henrik = actor(sara), actor(henrik)
    for place, (doer, fact) in enumerate(
        (
            (by_henrik, facts.MailDomainsChanged(subject=("municipality", 1490), added=("a.example",), removed=())),
            (by_henrik, facts.TopicChanged(subject=("topic", 0), code="LAR")),
            (by_henrik, facts.RolesChanged(subject=("account", sara.id), roles_from=(), roles_to=("adviser",))),
            (by_sara, facts.NoteWritten(subject=("ticket", made.id), message_id=1)),
            (by_sara, facts.ArticleBegun(subject=("article", guide.id), revision_id=1)),
            (by_sara, facts.TeamChanged(subject=("team", team("Larm", sara).id))),
            (SYSTEM, facts.TicketWoken(subject=("ticket", made.id), status_from="new", status_to="new")),
        )
    ):
        journal.record(fact, actor=doer, now=NOON - place * DAY)
    db.session.flush()
    return made


def kinds(reader: Account, **wanted: object) -> list[str]:
    return [each.kind for each in event_page(actor(reader), Wanted(**wanted), None).items]  # type: ignore[arg-type]


@pytest.mark.usefixtures("asked")
def test_the_newest_stands_first_with_who_and_what(henrik: Account) -> None:
    events = event_page(actor(henrik), Wanted(), None).items
    assert [(each.kind, each.actor, each.thing.name) for each in events] == [
        ("MailDomainsChanged", "Henrik Östlund", "Borås"),
        ("TopicChanged", "Henrik Östlund", "Larm och tillsyn"),
        ("RolesChanged", "Henrik Östlund", "Sara Lindqvist"),
        ("NoteWritten", "Sara Lindqvist", events[3].thing.name),
        ("ArticleBegun", "Sara Lindqvist", ""),
        ("TeamChanged", "Sara Lindqvist", "Larm"),
        ("TicketWoken", "", events[3].thing.name),
    ]
    assert [each.thing.key for each in events[:3]] == ["1490", "LAR", events[2].thing.key]


def test_only_who_reads_the_ticket_gets_its_address(henrik: Account, sara: Account, asked: Ticket) -> None:
    for reader, key in ((henrik, ""), (sara, asked.reference)):
        thing = event_page(actor(reader), Wanted(kinds=("NoteWritten",)), None).items[0].thing
        assert (thing.name, thing.key) == (asked.reference, key)


def test_the_log_is_narrowed_by_days_in_sweden(henrik: Account) -> None:
    late = facts.SignedIn(subject=("account", henrik.id), way="link")
    journal.record(late, actor=actor(henrik), now=NOON.replace(hour=23, minute=30))  # half past midnight in Sweden
    assert kinds(henrik, from_on=date(2026, 11, 20), until_on=date(2026, 11, 20)) == []
    assert kinds(henrik, from_on=date(2026, 11, 21), until_on=date(2026, 11, 21)) == ["SignedIn"]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"from_on": date(2026, 11, 19)}, ["MailDomainsChanged", "TopicChanged"]),
        ({"until_on": date(2026, 11, 14)}, ["TicketWoken"]),
        ({"person": "SARA l"}, ["NoteWritten", "ArticleBegun", "TeamChanged"]),
        ({"person": "henrik@skr"}, ["MailDomainsChanged", "TopicChanged", "RolesChanged"]),
        ({"person": "xyzzyq"}, []),
        ({"person": "100%"}, []),
        ({"kinds": NAMES_BY_GROUP["register"]}, ["MailDomainsChanged", "TopicChanged"]),
        ({"kinds": ("RolesChanged",), "person": "sara"}, []),
        ({"thing": Pointed("topic", "lar")}, ["TopicChanged"]),
        ({"thing": Pointed("topic", "UPP")}, []),
        ({"thing": Pointed("municipality", "1490")}, ["MailDomainsChanged"]),
        ({"thing": Pointed("account", "Sara@skr.example")}, ["RolesChanged"]),
        ({"thing": Pointed("account", "nobody@skr.example")}, []),
        ({"thing": Pointed("team", "9" * 30)}, []),
        ({"thing": Pointed("team", "första")}, []),
        ({"thing": Pointed("ticket", "VT-1999-000001")}, []),
    ],
)
def test_the_log_is_narrowed(henrik: Account, wanted: dict[str, object], found: list[str]) -> None:
    assert kinds(henrik, **wanted) == found


def test_the_log_is_narrowed_to_a_ticket_by_its_reference(henrik: Account, asked: Ticket) -> None:
    thing = Pointed("ticket", asked.reference.lower())
    assert kinds(henrik, thing=thing) == ["NoteWritten", "TicketWoken"]


def test_pages_follow_on_each_other(henrik: Account) -> None:
    for number in range(5):  # at the same instant
        fact = facts.SignedIn(subject=("account", henrik.id), way=str(number))
        journal.record(fact, actor=actor(henrik), now=NOON)
    first = event_page(actor(henrik), Wanted(), None, size=2)
    assert first.later is not None
    second = event_page(actor(henrik), Wanted(), paging.decode(first.later), size=2)
    assert [each.details["way"] for page in (first, second) for each in page.items] == ["4", "3", "2", "1"]
    assert second.earlier is not None
    back = event_page(actor(henrik), Wanted(), paging.decode(second.earlier), size=2)
    assert back.items == first.items


def test_a_page_asks_as_often_however_much_has_happened(henrik: Account, asked: Ticket) -> None:
    with counted_queries() as few:
        event_page(actor(henrik), Wanted(), None)
    for each in range(30):
        person = account(name=f"Person {each}")
        made = ticket(person)
        db.session.add(_note(made, person))
        db.session.add(_note(asked, person))
    db.session.flush()
    with counted_queries() as many:
        event_page(actor(henrik), Wanted(), None)
    assert len(many) <= len(few) <= 9


def test_what_is_no_more_has_its_number(henrik: Account) -> None:
    for kind in ("account", "article", "team", "ticket", "topic", "municipality"):
        entry = JournalEntry(at=NOON, kind="X", subject_kind=kind, subject_id=99, facts={"code": "XXX"})
        db.session.add(entry)
    things = {each.thing.kind: each.thing for each in event_page(actor(henrik), Wanted(), None).items}
    assert {kind for kind, thing in things.items() if thing.key} == {"municipality"}
    assert (things["ticket"].name, things["ticket"].number) == ("", 99)
    assert things["topic"].name == "XXX"


def test_a_copy_holds_what_there_was_when_it_was_asked_for(
    henrik: Account, asked: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "BATCH", 2)
    journal.forget()
    copy = export_journal(actor(henrik), Wanted(person="sara"), now=NOON)
    db.session.add(_note(asked, henrik))
    db.session.flush()
    batches = [[each.kind for each in events] for events in event_batches(actor(henrik), Wanted(), newest=copy.newest)]
    assert [len(batch) for batch in batches] == [2, 2, 2, 1]
    assert [each.fact for each in journal.new_happenings()] == [
        facts.JournalExported(subject=("journal", 0), rows=3, narrowed_by=("person",))
    ]


@pytest.mark.usefixtures("asked")
def test_a_copy_has_its_end(henrik: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST", 5)
    monkeypatch.setattr(log, "BATCH", 2)
    copy = export_journal(actor(henrik), Wanted(), now=NOON)
    rows = [each for events in event_batches(actor(henrik), copy.wanted, newest=copy.newest) for each in events]
    assert len(rows) == 5


def test_only_who_reads_the_log_takes_a_copy(sara: Account) -> None:
    with pytest.raises(ForbiddenError):
        export_journal(actor(sara), Wanted(), now=NOON)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.SYSTEM}])
def test_the_log_is_the_administrator_s(role: Role) -> None:
    with pytest.raises(ForbiddenError):
        export_journal(Actor(1, frozenset({role})), Wanted(), now=NOON)


def _note(made: Ticket, by: Account) -> JournalEntry:
    return JournalEntry(
        at=NOON, actor_id=by.id, kind="NoteWritten", subject_kind="ticket", subject_id=made.id, facts={}
    )
