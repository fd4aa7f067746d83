"""Files of tickets: what hangs on which message, and who may have it."""

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A file of a message, to be named; `size` in bytes."""

    id: int
    name: str
    size: int


def files_of(message_ids: Iterable[int]) -> dict[int, tuple[MessageFile, ...]]:
    """Message id -> its files in the order in which they came; for messages that the reader may see. One query."""
    rows = db.session.execute(
        select(Attachment.message_id, Attachment.id, Attachment.name, Attachment.size)
        .where(Attachment.message_id.in_(list(message_ids)))
        .order_by(Attachment.id)
    )
    found: dict[int, tuple[MessageFile, ...]] = {}
    for message_id, id_, name, size in rows:
        if message_id is not None:
            found[message_id] = (*found.get(message_id, ()), MessageFile(id_, name, size))
    return found


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
