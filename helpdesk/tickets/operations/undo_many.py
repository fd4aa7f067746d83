"""Undo many: what was done to many tickets at once is taken back, by who did it and while there is time.

Whoever had the right to the change has the right to take it back: the ticket gets exactly what it had, which no move of the
lifecycle does for a closed ticket that had been answered. A ticket that anything has happened to since is left as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.bulk import PERMISSION, Bulk, UndoTooLateError, can_be_undone
from helpdesk.domain.errors import ForbiddenError, HiddenError, StaleError
from helpdesk.domain.facts import TicketRestored
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import BulkChange, Tag
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update, touch
from helpdesk.tickets.operations.tag_ticket import put_tags


@dataclass(frozen=True, slots=True)
class Undone:
    """How many tickets stand as before, and the numbers of those that could not be put back."""

    done: int
    left: tuple[str, ...]


def undo_many(actor: Actor, change_id: int, *, now: datetime) -> Undone:
    """Put the tickets of the change back. Raises HiddenError for somebody else's change, UndoTooLateError."""
    change = db.session.scalar(select(BulkChange).where(BulkChange.id == change_id).with_for_update())
    if change is None or actor.id is None or change.actor_id != actor.id:
        raise HiddenError
    verb = Bulk(change.verb)
    access.require_role(actor, PERMISSION[verb])
    if change.undone_at is not None or not can_be_undone(verb, change.made_at, now):
        raise UndoTooLateError
    change.undone_at = now
    left = [each["reference"] for each in change.before if not _undone(actor, verb, each, change.made_at, now)]
    return Undone(len(change.before) - len(left), tuple(left))


def _undone(actor: Actor, verb: Bulk, before: dict[str, Any], changed_at: datetime, now: datetime) -> bool:
    """Put one ticket back, unless it has changed since."""
    try:
        ticket = for_update(actor, before["reference"], PERMISSION[verb], seen_version=before["version"])
    except (StaleError, HiddenError, ForbiddenError):
        return False
    if verb is Bulk.TAG:
        known = select(Tag.id).where(Tag.id.in_(before["tags"]))  # one of them may have been merged away
        put_tags(actor, ticket, frozenset(db.session.scalars(known)), now)
    else:
        _put_back(actor, ticket, before, changed_at, now)
    return True


def _put_back(actor: Actor, ticket: Ticket, before: dict[str, Any], changed_at: datetime, now: datetime) -> None:
    status, owner_id = ticket.status, ticket.owner_id
    ticket.status, ticket.owner_id = Status(before["status"]), before["owner_id"]
    ticket.wake_on = date.fromisoformat(before["wake_on"]) if before["wake_on"] else None
    ticket.due_at = _instant(before["due_at"])
    ticket.clock_left_at, ticket.paused_at = _instant(before["clock_left_at"]), _instant(before["paused_at"])
    ticket.closed_at, ticket.closing_reason, ticket.handed_over_to = None, None, ""
    touch(ticket, now)
    fact = TicketRestored(
        subject=("ticket", ticket.id),
        status_from=status,
        status_to=ticket.status,
        owner_from=owner_id,
        owner_to=ticket.owner_id,
        changed_at=changed_at.isoformat(),
    )
    journal.record(fact, actor=actor, now=now)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
