"""Release: the owner lets a ticket go, and it is new again."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketReleased
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, move


def release(actor: Actor, reference: str, *, now: datetime) -> None:
    """Put the ticket back among the new ones, without owner.

    Raises HiddenError or ForbiddenError when it is not theirs to release, MoveError when it is not open.
    """
    ticket = for_update(actor, reference, Permission.TICKET_RELEASE)
    before, after = move(actor, ticket, Move.RELEASE, now)
    owner_before, ticket.owner_id = ticket.owner_id, None
    journal.record(
        TicketReleased(subject=("ticket", ticket.id), status_from=before, status_to=after, owner_from=owner_before),
        actor=actor,
        now=now,
    )
