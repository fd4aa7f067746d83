"""Close: the question has come to its end, with a reason."""

from collections.abc import Mapping
from datetime import datetime

from helpdesk.domain import access
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import N_, ForbiddenError, InputError, MoveError
from helpdesk.domain.facts import TicketClosed
from helpdesk.domain.lifecycle import REQUESTER_REASONS, ClosingReason, Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import withdraw_open
from helpdesk.tickets.operations.moving import for_update, move, stop_clock

MOVE: Mapping[ClosingReason, Move] = {
    ClosingReason.HANDED_OVER: Move.HAND_OVER,
    ClosingReason.SPAM: Move.MARK_SPAM,
}
"""The reasons that are a move of their own; all others close."""
LONGEST_NAME = 200
FIELD = "handed_over_to"
NOBODY = N_("Write who answers the question instead of us.")


def close(
    actor: Actor,
    reference: str,
    reason: ClosingReason,
    *,
    now: datetime,
    seen_version: int | None = None,
    handed_over_to: str = "",
) -> None:
    """Close the ticket, and take back what experts were asked. Those who ask close their own, as solved or withdrawn.

    `seen_version` is the version on the actor's screen, None where an older one does no harm; `handed_over_to` says in
    words who takes over. Raises HiddenError, ForbiddenError, StaleError, MoveError (a duplicate is merged, not closed), or
    InputError when nobody takes over.
    """
    ticket = for_update(actor, reference, Permission.TICKET_CLOSE, seen_version=seen_version)
    if reason not in REQUESTER_REASONS and not (Role.SYSTEM in actor.roles or _is_desk(actor)):
        raise ForbiddenError
    if reason is ClosingReason.DUPLICATE:
        raise MoveError
    if reason is ClosingReason.HANDED_OVER and not handed_over_to.strip():
        raise InputError(FIELD, NOBODY)
    before, after = move(actor, ticket, MOVE.get(reason, Move.CLOSE), now)
    ticket.closed_at, ticket.closing_reason = now, reason
    ticket.handed_over_to = handed_over_to.strip()[:LONGEST_NAME] if reason is ClosingReason.HANDED_OVER else ""
    stop_clock(ticket)
    withdraw_open(actor, ticket, now)
    journal.record(
        TicketClosed(
            subject=("ticket", ticket.id),
            reason=reason,
            by_requester=access.is_own(actor, ticket),
            status_from=before,
            status_to=after,
        ),
        actor=actor,
        now=now,
    )


def _is_desk(actor: Actor) -> bool:
    return access.may_ever(actor, Permission.TICKET_HANDLE)
