from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, InputError, StaleError
from helpdesk.domain.lifecycle import Phase, Sharing, Status
from helpdesk.domain.priority import RANK, Priority
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.classify import Classification, classify
from helpdesk.tickets.operations.release import release
from helpdesk.tickets.operations.take import take, take_next
from helpdesk.tickets.operations.wait import wait
from helpdesk.tickets.queries.visible import visible_to
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
LATER = NOON + timedelta(hours=1)
TEN_DAYS_ON = date(2026, 12, 4)
NOBODY_TO_ACT = Actor(None, frozenset({Role.ADVISER}))


@pytest.fixture
def promise(migrated: Flask) -> Promise:
    found: Promise = migrated.extensions["site"].promise
    return found


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def amir() -> Account:
    return account(Role.COORDINATOR, name="Amir Haddad")


@pytest.fixture
def anna() -> Account:
    return account(name="Anna Ek", municipality="2280")


def facts(kind: str | None = None) -> Sequence[JournalEntry]:
    found = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
    return [fact for fact in found if kind in {None, fact.kind}]


def only(kind: str) -> dict[str, Any]:
    """What the only fact holds."""
    assert [fact.kind for fact in facts()] == [kind]
    return facts()[0].facts


def test_taking_opens_a_new_ticket_and_makes_it_ones_own(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    take(actor(sara), asked.reference, now=LATER)

    assert (asked.status, asked.owner_id, asked.last_event_at) == (Status.OPEN, sara.id, LATER)
    assert only("TicketTaken") == {"status_from": "new", "status_to": "open", "owner_from": None, "owner_to": sara.id}


def test_taking_ones_own_ticket_again_changes_nothing(anna: Account, sara: Account) -> None:
    asked = ticket(anna, status=Status.WAITING_OTHER, owner_id=sara.id)
    take(actor(sara), asked.reference, now=LATER)

    assert (asked.status, asked.last_event_at, facts()) == (Status.WAITING_OTHER, NOON, [])


def test_taking_over_keeps_the_status(anna: Account, sara: Account, amir: Account) -> None:
    asked = ticket(anna, status=Status.WAITING_REQUESTER, owner_id=amir.id)
    take(actor(sara), asked.reference, now=LATER)

    assert (asked.status, asked.owner_id) == (Status.WAITING_REQUESTER, sara.id)
    assert only("TicketTaken")["owner_from"] == amir.id


def test_the_next_ticket_is_the_most_pressing_that_nobody_has(anna: Account, sara: Account, amir: Account) -> None:
    def waiting(subject: str, priority: Priority = Priority.NORMAL, **fields: Any) -> None:
        ticket(anna, subject=subject, priority=priority, priority_rank=RANK[priority], **fields)

    waiting("sist", due_at=NOON + timedelta(days=3))
    waiting("tvåa", due_at=NOON + timedelta(days=1))
    waiting("först", Priority.URGENT, due_at=NOON + timedelta(days=9), status=Status.OPEN)
    waiting("någons", Priority.URGENT, due_at=NOON, owner_id=amir.id, status=Status.OPEN)
    waiting("väntar", Priority.URGENT, due_at=NOON, status=Status.WAITING_OTHER)
    taken = [take_next(actor(sara), now=LATER) for _ in range(4)]

    rows = db.session.scalars(select(Ticket)).all()
    subjects = {row.reference: row.subject for row in rows}
    assert [reference and subjects[reference] for reference in taken] == ["först", "tvåa", "sist", None]
    assert len(facts("TicketTaken")) == 3


def test_only_the_desk_takes_the_next_ticket(anna: Account) -> None:
    with pytest.raises(ForbiddenError):
        take_next(actor(anna), now=LATER)


def test_a_ticket_is_given_to_somebody_at_the_desk(anna: Account, sara: Account, amir: Account) -> None:
    asked = ticket(anna)
    assign(actor(sara), asked.reference, amir.id, now=LATER)

    assert (asked.status, asked.owner_id) == (Status.OPEN, amir.id)
    assert only("TicketAssigned")["owner_to"] == amir.id


def test_a_ticket_is_given_to_nobody_else(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    closed = account(Role.ADVISER, is_open=False)
    for id_ in (anna.id, closed.id, 10**9):
        with pytest.raises(InputError, match="owner"):
            assign(actor(sara), asked.reference, id_, now=LATER)
    assert (asked.owner_id, facts()) == (None, [])


def test_giving_a_ticket_to_who_has_it_changes_nothing(anna: Account, sara: Account) -> None:
    asked = ticket(anna, status=Status.OPEN, owner_id=sara.id)
    assign(actor(sara), asked.reference, sara.id, now=LATER)

    assert facts() == []


def test_released_is_new_and_nobodys(anna: Account, sara: Account) -> None:
    asked = ticket(anna, status=Status.OPEN, owner_id=sara.id)
    release(actor(sara), asked.reference, now=LATER)

    assert (asked.status, asked.owner_id) == (Status.NEW, None)
    assert only("TicketReleased") == {"status_from": "open", "status_to": "new", "owner_from": sara.id}


def test_only_the_owner_or_a_coordinator_releases(anna: Account, sara: Account, amir: Account) -> None:
    asked = ticket(anna, status=Status.OPEN, owner_id=amir.id)
    with pytest.raises(ForbiddenError):
        release(actor(sara), asked.reference, now=LATER)
    release(actor(amir), asked.reference, now=LATER)
    assert asked.status is Status.NEW


def test_a_classification_is_told_change_by_change(anna: Account, sara: Account) -> None:
    asked = ticket(anna, topics=("LAR-1", "UPP"), phase=Phase.PLAN)
    found = Classification(("UPP", "LAR-3", "UPP"), None, Priority.HIGH, "1490")
    classify(actor(sara), asked.reference, found, now=LATER)
    db.session.flush()
    db.session.expire(asked)

    assert [(topic.topic_code, topic.position) for topic in topics_of(asked)] == [("UPP", 0), ("LAR-3", 1)]
    assert (asked.phase, asked.priority, asked.priority_rank) == (None, Priority.HIGH, RANK[Priority.HIGH])
    assert asked.municipality_code == "1490"
    assert {name: tuple(change) for name, change in only("TicketClassified")["changes"].items()} == {
        "topics": ("LAR-1,UPP", "UPP,LAR-3"),
        "phase": ("plan", None),
        "priority": ("normal", "high"),
        "municipality": ("2280", "1490"),
    }


def topics_of(asked: Ticket) -> Sequence[Any]:
    db.session.refresh(asked, ["topics"])
    return asked.topics


def test_where_nothing_differs_nothing_happens(anna: Account, sara: Account) -> None:
    asked = ticket(anna, topics=("LAR",))
    classify(actor(sara), asked.reference, Classification(("LAR",), None, Priority.NORMAL, "2280"), now=LATER)

    assert (facts(), asked.last_event_at) == ([], NOON)


@pytest.mark.parametrize("municipality", ["1490", None])
def test_another_municipality_does_not_see_what_was_shared_at_home(
    municipality: str | None, anna: Account, sara: Account
) -> None:
    asked = ticket(anna, sharing=Sharing.MUNICIPALITY)
    neighbour = actor(account(name="Bo Berg", municipality="1490"))
    found = Classification((), None, Priority.NORMAL, municipality)

    assert classify(actor(sara), asked.reference, found, now=LATER)
    assert asked.sharing is Sharing.PRIVATE
    assert db.session.scalars(select(Ticket.id).where(visible_to(neighbour))).all() == []
    assert [fact.kind for fact in facts()] == ["TicketClassified", "TicketShared"]
    assert facts("TicketShared")[0].facts == {
        "sharing_from": "municipality",
        "sharing_to": "private",
        "participants": [],
    }


@pytest.mark.parametrize(
    ("sharing", "municipality"),
    [(Sharing.MUNICIPALITY, "2280"), (Sharing.COLLEAGUES, "1490"), (Sharing.PRIVATE, "1490")],
)
def test_nothing_else_changes_whom_a_ticket_is_shared_with(
    sharing: Sharing, municipality: str, anna: Account, sara: Account
) -> None:
    asked = ticket(anna, sharing=sharing)
    found = Classification(("LAR",), None, Priority.HIGH, municipality)

    assert not classify(actor(sara), asked.reference, found, now=LATER)
    assert (asked.sharing, [fact.kind for fact in facts()]) == (sharing, ["TicketClassified"])


def test_who_has_an_old_page_before_them_settles_nothing(
    anna: Account, sara: Account, amir: Account, promise: Promise
) -> None:
    asked, who = ticket(anna), actor(sara)
    old = asked.version
    take(actor(amir), asked.reference, seen_version=old, now=LATER)
    db.session.flush()
    found = Classification((), Phase.PLAN, Priority.NORMAL, "2280")
    with pytest.raises(StaleError):
        take(who, asked.reference, seen_version=old, now=LATER)
    with pytest.raises(StaleError):
        release(actor(amir), asked.reference, seen_version=old, now=LATER)
    with pytest.raises(StaleError):
        assign(who, asked.reference, sara.id, seen_version=old, now=LATER)
    with pytest.raises(StaleError):
        classify(who, asked.reference, found, seen_version=old, now=LATER)
    with pytest.raises(StaleError):
        wait(who, asked.reference, wake_on=TEN_DAYS_ON, promise=promise, seen_version=old, now=LATER)
    assert (asked.owner_id, asked.status, asked.phase) == (amir.id, Status.OPEN, None)
    only("TicketTaken")


@pytest.mark.parametrize(
    ("topics", "municipality", "field"),
    [(("LAR", "LAR-1", "UPP", "UPP-2"), None, "topics"), (("XXX",), None, "topics"), ((), "9999", "municipality")],
)
def test_only_what_the_register_knows_is_taken(
    topics: tuple[str, ...], municipality: str | None, field: str, anna: Account, sara: Account
) -> None:
    found = Classification(topics, None, Priority.NORMAL, municipality)
    with pytest.raises(InputError, match=field):
        classify(actor(sara), ticket(anna).reference, found, now=LATER)
