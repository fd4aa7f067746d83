"""Note: an internal note, which only those who handle tickets read."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import NoteWritten
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.moving import add_message, for_update, require_unmerged


def note(actor: Actor, reference: str | Ticket, text: str, *, now: datetime) -> Message:
    """Write `text` (Markdown) as an internal note, and give the message; the ticket's status stays, a closed one too.

    Raises HiddenError or ForbiddenError when the ticket is not theirs to note on, MergedError when it goes on in another one.
    """
    ticket = for_update(actor, reference, Permission.TICKET_NOTE)
    require_unmerged(ticket)
    if actor.id is None:
        raise ForbiddenError
    message = add_message(ticket, author_id=actor.id, kind=MessageKind.INTERNAL, text=text, now=now)
    journal.record(NoteWritten(subject=("ticket", ticket.id), message_id=message.id), actor=actor, now=now)
    return message
