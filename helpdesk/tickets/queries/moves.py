"""Which moves a page offers."""

from helpdesk.domain import access, lifecycle
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Move
from helpdesk.tickets.models.ticket import Ticket


def may_move(actor: Actor, ticket: Ticket, move: Move) -> bool:
    """Whether the move is the actor's, and the ticket stands where it can begin: a merged one is only parted again."""
    if (ticket.merged_into_id is not None) is not (move is Move.UNMERGE):
        return False
    return access.allows(actor, lifecycle.PERMISSION[move], ticket) and lifecycle.may(ticket.status, move)
