"""One thing done to many tickets, and undone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.bulk import LETTERS_WAIT, Bulk, UndoTooLateError
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.notifications.models import Notice
from helpdesk.reactions import REACTIONS
from helpdesk.tickets.models.handling import BulkChange
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.change_many import CHANGED, Deed, Outcome, Seen, change_many
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.tag_ticket import tag_ticket
from helpdesk.tickets.operations.undo_many import Undone, undo_many
from helpdesk.tickets.queries.bulk import chosen_tickets, undoable
from helpdesk.tickets.queries.portal_timeline import EntryKind, portal_timeline
from helpdesk.tickets.queries.tags import tags_on
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
EDGE = Edge(reactions=REACTIONS, wake=lambda: None)
SOON, LATE = NOON + timedelta(minutes=4), NOON + timedelta(minutes=20)
CLOSING = Deed(Bulk.CLOSE, reason=ClosingReason.NO_REPLY)


@pytest.fixture
def sara() -> Actor:
    return actor(account(Role.ADVISER, name="Sara Lindqvist"))


@pytest.fixture
def amir() -> Actor:
    return actor(account(Role.COORDINATOR, name="Amir Haddad"))


@pytest.fixture
def anna() -> Account:
    return account(name="Anna Ek", municipality="2280")


def seen(*tickets: Ticket) -> list[Seen]:
    return [Seen(each.reference, each.version) for each in tickets]


def done(by: Actor, deed: Deed, *tickets: Ticket) -> Outcome:
    """Carry it out as a form does: with its reactions, committed."""
    chosen = seen(*tickets)
    db.session.commit()
    with unit_of_work(EDGE):
        return change_many(by, deed, chosen, now=NOON)


def undone(by: Actor, outcome: Outcome, at: object = SOON) -> Undone:
    assert outcome.change_id is not None
    db.session.commit()
    with unit_of_work(EDGE):
        return undo_many(by, outcome.change_id, now=at)  # type: ignore[arg-type]  # an instant


def letters() -> list[tuple[str, int | None, object]]:
    rows = db.session.scalars(select(Letter).order_by(Letter.id))
    return [(row.template, row.recipient_id, row.next_try_at) for row in rows]


def test_many_are_given_to_somebody_and_back(sara: Actor, amir: Actor, anna: Account) -> None:
    new, held = ticket(anna), ticket(anna, status=Status.WAITING_OTHER, owner_id=amir.id, wake_on=date(2026, 12, 1))
    outcome = done(sara, Deed(Bulk.ASSIGN, owner_id=amir.id or 0), new, held)
    assert (outcome.done, [each.reference for each in outcome.left_out]) == (1, [held.reference])
    assert (new.status, new.owner_id) == (Status.OPEN, amir.id)
    assert letters() == [("ticket_assigned", amir.id, NOON + LETTERS_WAIT)]
    kinds = list(db.session.scalars(select(JournalEntry.kind).order_by(JournalEntry.id)))
    assert kinds == ["TicketAssigned", "ManyChanged"]

    assert undone(sara, outcome) == Undone(1, ())
    assert (new.status, new.owner_id) == (Status.NEW, None)
    assert letters() == []
    assert list(db.session.scalars(select(Notice))) == []


def test_what_is_undone_after_the_letters_have_left_is_told(sara: Actor, amir: Actor, anna: Account) -> None:
    maj = actor(account(Role.ADVISER, name="Maj Holm"))
    held = ticket(anna, status=Status.OPEN, owner_id=maj.id)
    outcome = done(sara, Deed(Bulk.ASSIGN, owner_id=amir.id or 0), held)
    with unit_of_work(EDGE):
        while claim := outbox.claim(LATE, lambda kind, id_: f"<{kind}.{id_}@x.example>"):
            outbox.sent(claim, LATE)
    undone(sara, outcome, LATE)
    assert held.owner_id == maj.id
    told = [(template, to) for template, to, _ in letters()]
    assert told[2:] == [("ticket_assigned", maj.id), ("ticket_taken_over", amir.id)]


def test_many_are_closed_and_the_letters_wait(sara: Actor, anna: Account) -> None:
    waiting = ticket(anna, status=Status.WAITING_REQUESTER, wake_on=date(2026, 12, 1), due_at=None)
    waiting.clock_left_at, waiting.paused_at = NOON + timedelta(days=1), NOON
    answered = ticket(anna, status=Status.ANSWERED, owner_id=sara.id)
    new = ticket(anna)
    due_at = new.due_at
    outcome = done(sara, CLOSING, waiting, answered, new)
    assert outcome.done == 3
    assert {each.status for each in (waiting, answered, new)} == {Status.CLOSED}
    assert [each[0] for each in letters()] == ["ticket_closed"] * 3
    assert not outbox.is_any_due(SOON)
    outbox.try_now(SOON)  # the mail server is back: what is held stays held
    assert not outbox.is_any_due(SOON)

    assert undone(sara, outcome) == Undone(3, ())
    assert (waiting.status, waiting.wake_on, waiting.paused_at) == (Status.WAITING_REQUESTER, date(2026, 12, 1), NOON)
    assert waiting.clock_left_at == NOON + timedelta(days=1)
    assert (answered.status, answered.closing_reason, answered.closed_at) == (Status.ANSWERED, None, None)
    assert (new.status, new.due_at, new.due_order) == (Status.NEW, due_at, due_at)
    assert letters() == []
    assert [each.kind for each in portal_timeline(new.id)] == [EntryKind.CLOSED, EntryKind.REOPENED]


def test_many_get_tags_and_lose_only_those(sara: Actor, anna: Account) -> None:
    one, other = ticket(anna), ticket(anna, status=Status.CLOSED)
    tag_ticket(sara, one.reference, ("lås", "larm"), now=NOON)
    db.session.flush()
    outcome = done(sara, Deed(Bulk.TAG, tags=("Lås", "ny")), one, other)
    assert outcome.done == 2
    assert tags_on([one.id, other.id]) == {one.id: ("larm", "lås", "ny"), other.id: ("lås", "ny")}
    undone(sara, outcome, LATE)
    assert tags_on([one.id, other.id]) == {one.id: ("larm", "lås")}


def test_what_changed_meanwhile_is_left_out_and_named(sara: Actor, anna: Account) -> None:
    one, other = ticket(anna), ticket(anna)
    chosen = [*seen(one), Seen(other.reference, other.version + 3), Seen("VT-2026-999999", 1)]
    outcome = change_many(sara, CLOSING, chosen, now=NOON)
    assert outcome.done == 1
    left = {each.reference: each.sentence for each in outcome.left_out}
    assert left == {other.reference: CHANGED, "VT-2026-999999": HiddenError.sentence}
    assert other.status is Status.NEW


def test_what_happened_to_a_ticket_since_is_not_undone(sara: Actor, anna: Account) -> None:
    one, other = ticket(anna), ticket(anna)
    outcome = done(sara, CLOSING, one, other)
    note(sara, one.reference, "Se även.", now=NOON)
    db.session.flush()
    assert undone(sara, outcome) == Undone(1, (one.reference,))
    assert (one.status, other.status) == (Status.CLOSED, Status.NEW)
    assert [to for _, to, _ in letters()] == [one.requester_id]  # of the one that stays closed


def test_closing_leaves_out_what_is_closed_or_with_an_expert(sara: Actor, anna: Account) -> None:
    closed, asked, fine = ticket(anna, status=Status.CLOSED), ticket(anna, status=Status.OPEN), ticket(anna)
    consultation(asked, account(Role.ADVISER), account(Role.EXPERT, municipality="1490"))
    db.session.flush()
    references = [each.reference for each in (closed, asked, fine)]
    with counted_queries() as sent:
        shown = chosen_tickets(sara, Bulk.CLOSE, references)
    assert len(sent) == 1
    assert [each.reference for each in shown if each.refusal is None] == [fine.reference]
    outcome = change_many(sara, CLOSING, seen(closed, asked, fine), now=NOON)
    assert {each.reference: each.sentence for each in outcome.left_out} == {
        each.reference: each.refusal for each in shown if each.refusal
    }
    assert [each.refusal for each in chosen_tickets(sara, Bulk.TAG, references)] == [None] * 3
    assert chosen_tickets(actor(account(municipality="1281")), Bulk.TAG, references) == []


@pytest.mark.parametrize(
    ("by", "at"), [("sara", NOON + LETTERS_WAIT), ("sara", NOON + timedelta(days=1)), ("amir", SOON)]
)
def test_who_can_undo_and_for_how_long(by: str, at: object, sara: Actor, amir: Actor, anna: Account) -> None:
    one = ticket(anna)
    outcome = done(sara, CLOSING, one)
    assert outcome.change_id
    who = {"sara": sara, "amir": amir}[by]
    assert undoable(who, outcome.change_id, at) is None  # type: ignore[arg-type]  # an instant
    with pytest.raises(UndoTooLateError if by == "sara" else HiddenError):
        undone(who, outcome, at)
    assert one.status is Status.CLOSED


def test_it_is_undone_once(sara: Actor, anna: Account) -> None:
    outcome = done(sara, CLOSING, ticket(anna))
    assert outcome.change_id
    found = undoable(sara, outcome.change_id, SOON)
    assert found
    assert (found.verb, found.tickets, found.until) == (Bulk.CLOSE, 1, NOON + LETTERS_WAIT)
    undone(sara, outcome)
    assert undoable(sara, outcome.change_id, SOON) is None
    with pytest.raises(UndoTooLateError):
        undone(sara, outcome)


def test_what_is_wrong_for_all_is_refused_as_a_whole(sara: Actor, anna: Account) -> None:
    one = ticket(anna)
    wrong = [
        (Deed(Bulk.ASSIGN, owner_id=anna.id), seen(one)),
        (Deed(Bulk.TAG, tags=("x" * 41,)), seen(one)),
        (CLOSING, []),
        (CLOSING, [Seen(str(number), 1) for number in range(51)]),
    ]
    for deed, chosen in wrong:
        with pytest.raises(InputError):
            change_many(sara, deed, chosen, now=NOON)
    with pytest.raises(ForbiddenError):
        change_many(actor(anna), Deed(Bulk.TAG, tags=("lås",)), seen(one), now=NOON)
    assert list(db.session.scalars(select(BulkChange))) == []
