"""Rate: the requester says how good the answer was."""

from datetime import datetime

from helpdesk.domain import rating as rules
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError, MoveError
from helpdesk.domain.facts import TicketRated
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, touch

FIELD = "rating"
NO_RATING = N_("Choose how satisfied you are.")


def rate(actor: Actor, reference: str, rating: int, text: str, *, now: datetime) -> None:
    """Keep the requester's rating, 1 to 5, with a few words; given again, it takes the place of the one before.

    Raises HiddenError, ForbiddenError, MoveError when there is nothing to rate or it closed too long ago, InputError.
    """
    ticket = for_update(actor, reference, Permission.TICKET_RATE)
    was_answered = ticket.first_answered_at is not None
    if not rules.may_be_rated(ticket.status, ticket.closed_at, now, was_answered=was_answered):
        raise MoveError
    if rating not in rules.RATINGS:
        raise InputError(FIELD, NO_RATING)
    ticket.rating, ticket.rating_text, ticket.rated_at = rating, text, now
    touch(ticket, now)
    journal.record(TicketRated(subject=("ticket", ticket.id), rating=rating), actor=actor, now=now)
