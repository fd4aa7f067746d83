from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.errors import DomainError, ForbiddenError, HiddenError, InputError, MoveError, StaleError
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise, promised_by, resumed
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import NEVER, Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.classify import Classification, classify
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.release import release
from helpdesk.tickets.operations.save_reply_draft import save_reply_draft
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.wait import wait
from helpdesk.tickets.operations.wake import wake
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


# Every verb of the desk, as it is called.
VERBS: dict[str, Callable[[Actor, Ticket, Promise], object]] = {
    "take": lambda who, on, _p: take(who, on.reference, now=LATER),
    "assign": lambda who, on, _p: assign(who, on.reference, 1, now=LATER),
    "release": lambda who, on, _p: release(who, on.reference, now=LATER),
    "answer": lambda who, on, _p: answer(who, on.reference, "Ja.", seen_version=on.version, now=LATER),
    "ask_back": lambda who, on, _p: ask_back(
        who, on.reference, "Vilket avtal?", wake_on=TEN_DAYS_ON, seen_version=on.version, now=LATER
    ),
    "note": lambda who, on, _p: note(who, on.reference, "Ring dem.", now=LATER),
    "wait": lambda who, on, p: wait(who, on.reference, wake_on=TEN_DAYS_ON, promise=p, now=LATER),
    "wake": lambda who, on, p: wake(who, on.reference, promise=p, now=LATER),
    "classify": lambda who, on, _p: classify(
        who, on.reference, Classification(("LAR",), None, Priority.LOW, None), now=LATER
    ),
}
OF_PERSONS = {"take", "answer", "ask_back", "note", "wait"}
"""Verbs that need somebody to have done them."""


@pytest.mark.parametrize("verb", VERBS)
def test_the_verbs_of_the_desk_do_not_exist_for_strangers_and_are_forbidden_to_the_asker(
    verb: str, anna: Account, promise: Promise
) -> None:
    asked = ticket(anna)
    with pytest.raises(HiddenError):
        VERBS[verb](actor(account(name="Bo Berg", municipality="1278")), asked, promise)
    with pytest.raises(ForbiddenError):
        VERBS[verb](actor(anna), asked, promise)
    assert facts() == []


@pytest.mark.parametrize("verb", VERBS)
def test_what_does_not_exist_is_hidden_from_the_desk_too(verb: str, sara: Account, promise: Promise) -> None:
    with pytest.raises(HiddenError):
        VERBS[verb](actor(sara), Ticket(reference="VT-1999-000001", version=1), promise)


@pytest.mark.parametrize("verb", sorted(OF_PERSONS))
def test_what_a_person_does_needs_a_person(verb: str, anna: Account, promise: Promise) -> None:
    with pytest.raises(ForbiddenError):
        VERBS[verb](NOBODY_TO_ACT, ticket(anna), promise)


@pytest.mark.parametrize("verb", ["answer", "ask_back", "wait", "wake", "release"])
def test_a_closed_ticket_has_to_be_opened_first(verb: str, anna: Account, amir: Account, promise: Promise) -> None:
    closed = ticket(anna, status=Status.CLOSED, owner_id=amir.id)
    with pytest.raises(MoveError):
        VERBS[verb](actor(amir), closed, promise)
    assert facts() == []


@pytest.mark.parametrize("verb", ["answer", "ask_back"])
def test_what_is_sent_to_the_municipality_was_written_by_somebody_who_has_read_everything(
    verb: str, anna: Account, sara: Account, promise: Promise
) -> None:
    asked = ticket(anna)
    seen = Ticket(reference=asked.reference, version=asked.version)
    note(actor(sara), asked.reference, "Nytt.", now=LATER)
    db.session.flush()
    with pytest.raises(StaleError):
        VERBS[verb](actor(sara), seen, promise)


def test_an_answer_stops_the_clock_and_is_the_first(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    sent = answer(actor(sara), asked.reference, "Ja, det går.", seen_version=asked.version, now=LATER)

    assert (asked.status, asked.due_at, asked.due_order) == (Status.ANSWERED, None, NEVER)
    assert (asked.owner_id, asked.first_answered_at) == (sara.id, LATER)
    assert (sent.kind, sent.text, sent.author_id) == (MessageKind.PUBLIC, "Ja, det går.", sara.id)
    assert only("TicketAnswered") == {"status_from": "new", "status_to": "answered", "message_id": sent.id}


def test_a_second_answer_moves_neither_the_first_nor_the_owner(anna: Account, sara: Account, amir: Account) -> None:
    asked = ticket(anna, status=Status.ANSWERED, owner_id=amir.id, first_answered_at=NOON)
    answer(actor(sara), asked.reference, "Och en sak till.", seen_version=asked.version, now=LATER)

    assert (asked.owner_id, asked.first_answered_at) == (amir.id, NOON)


def test_asking_back_lets_the_clock_stand_still_until_the_wait_is_over(
    anna: Account, sara: Account, promise: Promise
) -> None:
    asked = ticket(anna)
    due = asked.due_at
    sent = ask_back(
        actor(sara), asked.reference, "Vilket avtal?", wake_on=TEN_DAYS_ON, seen_version=asked.version, now=NOON
    )
    assert (asked.status, asked.due_at, asked.wake_on) == (Status.WAITING_REQUESTER, None, TEN_DAYS_ON)
    assert only("RequesterAsked") == {
        "status_from": "new",
        "status_to": "waiting_requester",
        "message_id": sent.id,
        "wake_on": "2026-12-04",
    }

    woken_at = NOON + timedelta(days=14)
    wake(SYSTEM, asked.reference, promise=promise, now=woken_at)
    assert due is not None
    assert asked.due_at == resumed(due, NOON, woken_at, promise.calendar)
    assert (asked.status, asked.wake_on, asked.paused_at) == (Status.OPEN, None, None)


def test_an_answered_ticket_that_wakes_is_promised_anew(anna: Account, sara: Account, promise: Promise) -> None:
    asked = ticket(anna, status=Status.ANSWERED)
    ask_back(actor(sara), asked.reference, "Hur gick det?", wake_on=TEN_DAYS_ON, seen_version=1, now=NOON)
    wake(actor(sara), asked.reference, promise=promise, now=LATER)

    assert asked.due_at == promised_by(LATER, promise)


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 1)])
def test_a_wait_ends_after_today(day: date, anna: Account, sara: Account, promise: Promise) -> None:
    asked = ticket(anna)
    with pytest.raises(InputError, match="wake_on"):
        wait(actor(sara), asked.reference, wake_on=day, promise=promise, now=NOON)
    with pytest.raises(InputError, match="wake_on"):
        ask_back(actor(sara), asked.reference, "?", wake_on=day, seen_version=1, now=NOON)


def test_waiting_for_somebody_else_takes_nothing_from_the_promise(
    anna: Account, sara: Account, promise: Promise
) -> None:
    asked = ticket(anna)
    due = asked.due_at
    reason = "Leverantören svarar i nästa vecka."
    wait(actor(sara), asked.reference, wake_on=TEN_DAYS_ON, promise=promise, reason=reason, now=NOON)

    assert (asked.status, asked.due_at, asked.wake_on) == (Status.WAITING_OTHER, due, TEN_DAYS_ON)
    assert db.session.scalars(select(Message.kind)).all() == [MessageKind.INTERNAL]
    assert only("WaitBegun") == {"status_from": "new", "status_to": "waiting_other", "wake_on": "2026-12-04"}

    wake(actor(sara), asked.reference, promise=promise, now=LATER)
    assert (asked.status, asked.due_at) == (Status.OPEN, due)
    assert facts("TicketWoken")[0].actor_id == sara.id


def test_who_waits_for_somebody_else_waits_no_longer_for_the_municipality(
    anna: Account, sara: Account, promise: Promise
) -> None:
    asked = ticket(anna)
    due = asked.due_at
    ask_back(actor(sara), asked.reference, "Vilket avtal?", wake_on=TEN_DAYS_ON, seen_version=1, now=NOON)
    later = NOON + timedelta(days=3)
    wait(actor(sara), asked.reference, wake_on=TEN_DAYS_ON, promise=promise, now=later)

    assert due is not None
    assert asked.due_at == resumed(due, NOON, later, promise.calendar)
    assert (asked.status, asked.paused_at, asked.clock_left_at) == (Status.WAITING_OTHER, None, None)


def test_a_wait_without_a_reason_writes_no_note(anna: Account, sara: Account, promise: Promise) -> None:
    wait(actor(sara), ticket(anna).reference, wake_on=TEN_DAYS_ON, promise=promise, now=NOON)

    assert db.session.scalars(select(Message)).all() == []


def test_what_does_not_wait_cannot_be_woken(anna: Account, promise: Promise) -> None:
    with pytest.raises(MoveError):
        wake(SYSTEM, ticket(anna).reference, promise=promise, now=NOON)


@pytest.mark.parametrize("status", Status)
def test_a_note_changes_no_status(status: Status, anna: Account, sara: Account) -> None:
    asked = ticket(anna, status=status)
    written = note(actor(sara), asked.reference, "Ring dem.", now=LATER)

    assert (asked.status, asked.last_event_at, written.kind) == (status, LATER, MessageKind.INTERNAL)
    assert only("NoteWritten") == {"message_id": written.id}


def test_a_draft_is_no_event_and_is_written_over(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    save_reply_draft(actor(sara), asked.reference, "Hej", now=NOON)
    save_reply_draft(actor(sara), asked.reference, "Hej igen", is_internal=True, now=LATER)

    drafts = db.session.execute(select(ReplyDraft.text, ReplyDraft.is_internal, ReplyDraft.saved_at)).all()
    assert [tuple(row) for row in drafts] == [("Hej igen", True, LATER)]
    assert (asked.version, facts()) == (1, [])


def test_an_empty_draft_is_none(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    save_reply_draft(actor(sara), asked.reference, "Hej", now=NOON)
    save_reply_draft(actor(sara), asked.reference, " \n", now=LATER)

    assert db.session.scalars(select(ReplyDraft)).all() == []


@pytest.mark.parametrize(("who", "error"), [("stranger", HiddenError), ("nobody", ForbiddenError)])
def test_nobody_drafts_on_what_they_cannot_read(who: str, error: type[DomainError], anna: Account) -> None:
    writer = NOBODY_TO_ACT if who == "nobody" else actor(account(name="Bo Berg", municipality="1278"))
    with pytest.raises(error):
        save_reply_draft(writer, ticket(anna).reference, "Hej", now=NOON)
