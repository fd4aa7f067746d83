"""Merge tickets: one goes on in another. Nothing is moved: what was written stays where it was written."""

from datetime import datetime

from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain import access, lifecycle
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import OtherTicketMerged, TicketMerged
from helpdesk.domain.lifecycle import ClosingReason, Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.consulting import withdraw_open
from helpdesk.tickets.operations.linking import ITSELF, named
from helpdesk.tickets.operations.merging import both
from helpdesk.tickets.operations.moving import move, shift, start_clock, stop_clock, touch
from helpdesk.tickets.queries.merged import askers_of

FIELD = "merge_into"
CLOSED = N_("The other ticket is closed. Open it first, then merge.")
MERGED = N_("The other ticket is itself merged with another one. Write that one's number.")
NO_SIGHT = N_(
    "Whoever asked in this ticket may not see the other one. Let them see that ticket first, or link the tickets instead."
)


def merge_tickets(
    actor: Actor,
    reference: str,
    typed: str,
    *,
    prefix: str,
    promise: Promise,
    now: datetime,
    seen_version: int | None = None,
) -> str:
    """Let the ticket go on in the one whose number was `typed`, and give that one's reference.

    The ticket is closed, and what experts were asked is taken back. Did somebody wait for an answer here, then they wait for it
    there: the other one is open, and due when the first of the two was. `prefix` begins the references of today; `seen_version`
    is the version on the actor's screen. Raises HiddenError,
    ForbiddenError, StaleError, MoveError, MergedError when it goes on in another one already, and InputError at `merge_into`
    for a number that no other ticket has, for one that is not open, and where the other one is not for those who asked here:
    merging lets nobody see anything.
    """
    require_role(actor, Permission.TICKET_HANDLE)
    other = named(typed, prefix, now, field=FIELD)
    if other == reference:
        raise InputError(FIELD, ITSELF)
    ticket, into = both(actor, reference, other, seen_version=seen_version)
    _require_fit(ticket, into)
    before, after = move(actor, ticket, Move.MERGE, now)
    ticket.closed_at, ticket.closing_reason, ticket.handed_over_to = now, ClosingReason.DUPLICATE, ""
    ticket.merged_into_id = into.id
    moved = _wait_there(ticket, into, promise, now)
    stop_clock(ticket)
    withdraw_open(actor, ticket, now)
    journal.record(
        TicketMerged(
            subject=("ticket", ticket.id), into_id=into.id, into=into.reference, status_from=before, status_to=after
        ),
        actor=actor,
        now=now,
    )
    touch(into, now)  # whoever has it on screen has not read what goes on in it now
    journal.record(
        OtherTicketMerged(
            subject=("ticket", into.id), other=ticket.reference, status_from=moved[0], status_to=moved[1]
        ),
        actor=actor,
        now=now,
    )
    return into.reference


def _require_fit(ticket: Ticket, into: Ticket) -> None:
    if into.merged_into_id is not None:
        raise InputError(FIELD, MERGED)
    if into.status not in lifecycle.ACTIVE:
        raise InputError(FIELD, CLOSED)
    # Letters to tickets that go on in this one go on, too: whoever asked there must not become a stranger.
    if not all(access.allows(actor_of(each), Permission.TICKET_REPLY, into) for each in askers_of(ticket.id)):
        raise InputError(FIELD, NO_SIGHT)


def _wait_there(ticket: Ticket, into: Ticket, promise: Promise, now: datetime) -> tuple[Status, Status]:
    """Whoever waits for an answer waits on, and not longer, as if they had written there. Gives the status before and after."""
    if ticket.due_at is None:
        return into.status, into.status
    moved = shift(into, Move.REQUESTER_REPLIES, now)
    start_clock(into, promise, now)
    into.due_at = min(filter(None, (ticket.due_at, into.due_at)))
    return moved
