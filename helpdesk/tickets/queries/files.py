"""Files of tickets: who may have them."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A file to send: its key in the store, and what it is; `size` in bytes."""

    key: str
    name: str
    content_type: str
    size: int


def ticket_file(actor: Actor, reference: str, file_id: int) -> TicketFile:
    """The file of a message that the actor may read; HiddenError for every other, as if there were none."""
    kinds = set(MessageKind) if access.may_ever(actor, Permission.TICKET_NOTE) else {MessageKind.PUBLIC}
    row = db.session.execute(
        select(Attachment.key, Attachment.name, Attachment.content_type, Attachment.size)
        .join(Message, Message.id == Attachment.message_id)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(
            Attachment.id == (file_id if file_id < 2**63 else 0),
            Ticket.reference == reference,
            Message.kind.in_(kinds),
            visible_to(actor),
        )
    ).one_or_none()
    if row is None:
        raise HiddenError
    return TicketFile(*row)
