"""Reopen: a closed ticket goes on."""

from datetime import datetime

from helpdesk.domain import access, lifecycle
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketReopened
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, move, require_unmerged, start_clock


def reopen(actor: Actor, reference: str, *, promise: Promise, now: datetime, seen_version: int | None = None) -> None:
    """Open a closed ticket again, with a new promised time. Those who ask can do so for thirty days.

    Raises HiddenError, ForbiddenError, StaleError, MoveError when it is not closed, ReopenTooLateError, MergedError.
    """
    ticket = for_update(actor, reference, Permission.TICKET_REOPEN, seen_version=seen_version)
    require_unmerged(ticket)
    if not access.may_ever(actor, Permission.TICKET_HANDLE):
        lifecycle.require_reopening(ticket.closed_at, now)
    before, after = move(actor, ticket, Move.REOPEN, now)
    ticket.closed_at, ticket.closing_reason, ticket.handed_over_to = None, None, ""
    start_clock(ticket, promise, now)
    journal.record(
        TicketReopened(subject=("ticket", ticket.id), status_from=before, status_to=after), actor=actor, now=now
    )
