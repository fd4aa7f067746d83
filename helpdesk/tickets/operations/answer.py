"""Answer: an adviser's answer goes to the municipality, and the ticket waits for nothing more."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import TicketAnswered
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.moving import add_message, for_update, move, stop_clock


def answer(actor: Actor, reference: str | Ticket, text: str, *, seen_version: int, now: datetime) -> Message:
    """Send `text` (Markdown) as the answer, and give the message.

    The ticket is answered, its clock stops, and who answers owns it where nobody did. `seen_version` is the version that
    the writer had on screen. Raises HiddenError or ForbiddenError when it is not theirs to answer, StaleError when it
    changed meanwhile, MoveError when it is closed.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ANSWER, seen_version=seen_version)
    if actor.id is None:
        raise ForbiddenError
    before, after = move(actor, ticket, Move.ANSWER, now)
    stop_clock(ticket)
    ticket.owner_id = ticket.owner_id or actor.id
    ticket.first_answered_at = ticket.first_answered_at or now
    message = add_message(ticket, author_id=actor.id, kind=MessageKind.PUBLIC, text=text, now=now)
    journal.record(
        TicketAnswered(subject=("ticket", ticket.id), status_from=before, status_to=after, message_id=message.id),
        actor=actor,
        now=now,
    )
    return message
