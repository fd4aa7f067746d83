"""What every verb on a ticket shares: load it for writing, check right and version, move it, run its clock.

Row locks come from the database: SQLite's action transactions are alone by BEGIN IMMEDIATE, PostgreSQL locks the row.
"""

from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from helpdesk.domain import access, lifecycle, service_level
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError, MergedError, StaleError
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import built_once, db
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket


def for_update(
    actor: Actor, reference: str | Ticket, permission: Permission, *, seen_version: int | None = None
) -> Ticket:
    """The ticket, locked, when the actor holds `permission` on it.

    `reference` is its number, or the ticket itself where this transaction has `held` it. `seen_version` is the version that the actor had on screen; None where an older view does no harm. Raises HiddenError,
    ForbiddenError, or StaleError when the ticket has changed since.
    """
    ticket = _by_reference(reference) if isinstance(reference, str) else reference
    if ticket is None:
        raise HiddenError
    access.require(actor, permission, ticket)
    if seen_version is not None and ticket.version != seen_version:
        raise StaleError
    return ticket


def held(ticket_id: int) -> Ticket:
    """The ticket with those who see it, locked, for who has to look at it before it is known what is done to it.

    Verbs take it in place of its number. Raises NoResultFound.
    """
    return db.session.scalars(_locked_by_id(), {"id": ticket_id}).one()


def _by_reference(reference: str) -> Ticket | None:
    return db.session.scalars(_locked_by_reference(), {"reference": reference}).one_or_none()


@built_once
def _locked_by_reference() -> Select[Ticket]:
    return _locked().where(Ticket.reference == bindparam("reference"))


@built_once
def _locked_by_id() -> Select[Ticket]:
    return _locked().where(Ticket.id == bindparam("id"))


def _locked() -> Select[Ticket]:
    """Who sees it is read when the lock is held: a join would show them as they were before it was waited for."""
    return select(Ticket).options(selectinload(Ticket.participants), selectinload(Ticket.topics)).with_for_update()


def move(actor: Actor, ticket: Ticket, verb: Move, now: datetime) -> tuple[Status, Status]:
    """Move the ticket's status as the lifecycle says, and give the status before and after.

    Raises ForbiddenError or HiddenError when the move is not the actor's, MoveError when the status does not allow it.
    """
    access.require(actor, lifecycle.PERMISSION[verb], ticket)
    return shift(ticket, verb, now)


def shift(ticket: Ticket, verb: Move, now: datetime, *, is_last_consultation: bool = True) -> tuple[Status, Status]:
    """Move the ticket's status where the right to it was asked of something else, as an expert's of their consultation.

    Gives the status before and after. Raises MoveError when the status does not allow the move, MergedError when the ticket
    goes on in another one.
    """
    if verb is not Move.UNMERGE:
        require_unmerged(ticket)
    before = ticket.status
    ticket.status = lifecycle.after(before, verb, is_last_consultation=is_last_consultation)
    touch(ticket, now)
    if ticket.status not in lifecycle.WAITING:
        ticket.wake_on = None
    return before, ticket.status


def hear(ticket: Ticket, promise: Promise, now: datetime) -> tuple[Status, Status]:
    """One of those who ask has written: somebody waits for an answer from now on.

    Whoever calls has asked for the right to write. Gives the status before and after; raises ReopenTooLateError when the
    ticket closed too long ago, MergedError when it goes on in another one.
    """
    require_unmerged(ticket)
    if ticket.status is Status.CLOSED:
        lifecycle.require_reopening(ticket.closed_at, now)
    before, after = shift(ticket, Move.REQUESTER_REPLIES, now)
    if before is Status.CLOSED:
        ticket.closed_at, ticket.closing_reason, ticket.handed_over_to = None, None, ""
    start_clock(ticket, promise, now)
    return before, after


def require_unmerged(ticket: Ticket) -> None:
    """Go on, or raise MergedError where the ticket goes on in another one, and is written in and handled there."""
    if ticket.merged_into_id is not None:
        raise MergedError


def add_message(
    ticket: Ticket, *, author_id: int, kind: MessageKind, text: str, now: datetime, is_noted: bool = False
) -> Message:
    """Write a message on the ticket and give it its id; `is_noted` where the author writes down what the requester said."""
    message = Message(ticket_id=ticket.id, author_id=author_id, kind=kind, text=text, written_at=now, is_noted=is_noted)
    db.session.add(message)
    touch(ticket, now)
    db.session.flush()
    return message


def start_clock(ticket: Ticket, promise: Promise, now: datetime) -> None:
    """Somebody waits for an answer from now on; a clock that already runs, or stood still, goes on."""
    if ticket.paused_at is not None and ticket.clock_left_at is not None:
        ticket.due_at = service_level.resumed(ticket.clock_left_at, ticket.paused_at, now, promise.calendar)
    elif ticket.due_at is None:
        ticket.due_at = service_level.promised_by(now, promise)
    ticket.paused_at = ticket.clock_left_at = None


def pause_clock(ticket: Ticket, now: datetime) -> None:
    """The requester's clock stands still while the requester is asked back; nothing else pauses it."""
    if ticket.due_at is not None:
        ticket.clock_left_at, ticket.paused_at, ticket.due_at = ticket.due_at, now, None


def stop_clock(ticket: Ticket) -> None:
    """Nobody waits for an answer any more."""
    ticket.due_at = ticket.clock_left_at = ticket.paused_at = None


def touch(ticket: Ticket, now: datetime) -> None:
    """Something happened to the ticket: its version counts, even where two things happen at the same instant."""
    ticket.last_event_at = now
    flag_modified(ticket, "last_event_at")
