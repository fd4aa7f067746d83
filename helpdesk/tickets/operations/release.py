"""Release: the owner lets a ticket go, and it is new again."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketReleased
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, move


def release(actor: Actor, reference: str, *, now: datetime, seen_version: int | None = None) -> None:
    """Put the ticket back among the new ones, without owner.

    `seen_version` is the version on the actor's screen, None where an older one does no harm. Raises HiddenError or
    ForbiddenError when it is not theirs to release, StaleError when it changed meanwhile, MoveError when it is not open.
    """
    ticket = for_update(actor, reference, Permission.TICKET_RELEASE, seen_version=seen_version)
    before, after = move(actor, ticket, Move.RELEASE, now)
    owner_before, ticket.owner_id = ticket.owner_id, None
    journal.record(
        TicketReleased(subject=("ticket", ticket.id), status_from=before, status_to=after, owner_from=owner_before),
        actor=actor,
        now=now,
    )
