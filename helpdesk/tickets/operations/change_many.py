"""Change many: one thing is done to many tickets at once, to each by the same move as to a single one, all or none stored.

What changed while its reader looked at the list is left alone and named. Letters wait for five minutes
(`notifications.operations.hold`), so that what is undone before then is never heard of; closing can be undone only as long.
A ticket on which an expert works is not closed with others: its question would be taken back without anybody looking.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.bulk import MOST, PERMISSION, Bulk, UnchangedError
from helpdesk.domain.errors import N_, DomainError, ForbiddenError, HiddenError, InputError, MoveError, StaleError
from helpdesk.domain.facts import ManyChanged
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import BulkChange
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.moving import for_update
from helpdesk.tickets.operations.tag_ticket import add_tags, tags_named, tags_of
from helpdesk.tickets.queries.bulk import require_fit

CHANGED = N_("The ticket changed after you saw the list.")
NOTHING_CHOSEN = N_("Choose at least one ticket, and at most fifty.")
KEPT = ("status", "owner_id", "wake_on", "due_at", "clock_left_at", "paused_at")
"""The columns of a ticket that assigning and closing change, and that are put back as they stood."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket that was chosen, and its version on screen."""

    reference: str
    version: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done: to whom (an account's id), with which tags, or why."""

    verb: Bulk
    owner_id: int = 0
    tags: tuple[str, ...] = ()
    reason: ClosingReason = ClosingReason.SOLVED


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A ticket that nothing was done to, and why (a msgid)."""

    reference: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were changed, and which were not. `change_id` is None where none was."""

    change_id: int | None
    done: int
    left_out: tuple[LeftOut, ...]


def change_many(actor: Actor, deed: Deed, chosen: Sequence[Seen], *, now: datetime) -> Outcome:
    """Do it to each that allows it.

    Raises ForbiddenError, or InputError: at `chosen` for none or too many, at `owner` or `tags` for what no ticket can take.
    """
    require_role(actor, PERMISSION[deed.verb])
    if actor.id is None:
        raise ForbiddenError
    if not 0 < len(chosen) <= MOST:
        raise InputError(field="chosen", sentence=NOTHING_CHOSEN)
    if deed.verb is Bulk.TAG:
        tags_named(deed.tags)
    before: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    # One order for all who change many at once: nobody waits for a row of somebody who waits for theirs.
    for seen in sorted({each.reference: each for each in chosen}.values(), key=lambda each: each.reference):
        try:
            before.append(_change_one(actor, deed, seen, now))
        except (StaleError, MoveError, HiddenError, ForbiddenError) as refused:
            left_out.append(LeftOut(seen.reference, _sentence(refused)))
    change_id = _keep(actor, actor.id, deed, before, now) if before else None
    return Outcome(change_id, len(before), tuple(left_out))


def _change_one(actor: Actor, deed: Deed, seen: Seen, now: datetime) -> dict[str, Any]:
    """Change one ticket, and give what it takes to undo it."""
    ticket = for_update(actor, seen.reference, PERMISSION[deed.verb], seen_version=seen.version)
    require_fit(deed.verb, ticket)
    before = _as_it_stands(ticket, deed.verb)
    _DO[deed.verb](actor, deed, seen.reference, now)
    db.session.flush()
    if ticket.version == seen.version:
        raise UnchangedError
    return {"id": ticket.id, "reference": ticket.reference, "version": ticket.version, **before}


def _as_it_stands(ticket: Ticket, verb: Bulk) -> dict[str, Any]:
    if verb is Bulk.TAG:
        return {"tags": sorted(tags_of(ticket.id))}
    columns = {name: getattr(ticket, name) for name in KEPT}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in columns.items()}


def _assign(actor: Actor, deed: Deed, reference: str, now: datetime) -> None:
    assign(actor, reference, deed.owner_id, now=now)


def _tag(actor: Actor, deed: Deed, reference: str, now: datetime) -> None:
    add_tags(actor, reference, deed.tags, now=now)


def _close(actor: Actor, deed: Deed, reference: str, now: datetime) -> None:
    close(actor, reference, deed.reason, now=now)


_DO: dict[Bulk, Callable[[Actor, Deed, str, datetime], None]] = {
    Bulk.ASSIGN: _assign,
    Bulk.TAG: _tag,
    Bulk.CLOSE: _close,
}


def _keep(actor: Actor, actor_id: int, deed: Deed, before: list[dict[str, Any]], now: datetime) -> int:
    change = BulkChange(actor_id=actor_id, verb=deed.verb.value, made_at=now, before=before)
    db.session.add(change)
    db.session.flush()
    ids = tuple(each["id"] for each in before)
    fact = ManyChanged(subject=("bulk_change", change.id), verb=deed.verb.value, ticket_ids=ids)
    journal.record(fact, actor=actor, now=now)
    return change.id


def _sentence(refused: DomainError) -> str:
    return CHANGED if isinstance(refused, StaleError) else refused.sentence
