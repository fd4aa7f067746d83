"""Reply: one of those who ask writes on the ticket."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import TicketReplied
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.moving import add_message, for_update, hear


def reply(actor: Actor, reference: str | Ticket, text: str, *, promise: Promise, now: datetime) -> Message:
    """Add a public message of the asking side; somebody waits for an answer from now on.

    A reply is never too old for the ticket: whatever happened meanwhile, what the asker has to say counts. Raises
    HiddenError or ForbiddenError when it is not the actor's to write on, ReopenTooLateError when it closed too long ago,
    MergedError when it goes on in another one.
    """
    ticket = for_update(actor, reference, Permission.TICKET_REPLY)
    if actor.id is None:
        raise ForbiddenError
    before, after = hear(ticket, promise, now)
    message = add_message(ticket, author_id=actor.id, kind=MessageKind.PUBLIC, text=text, now=now)
    journal.record(
        TicketReplied(subject=("ticket", ticket.id), message_id=message.id, status_from=before, status_to=after),
        actor=actor,
        now=now,
    )
    return message
