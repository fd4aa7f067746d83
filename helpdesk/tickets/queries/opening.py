"""How a ticket begins, for whoever looks for something like it."""

from sqlalchemy import bindparam, select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.queries.visible import only_visible

_OPENING = (
    select(Ticket.subject, Message.text)
    .outerjoin(Message, Message.ticket_id == Ticket.id)
    .where(Ticket.reference == bindparam("reference"))
    .order_by(Message.written_at, Message.id)
    .limit(1)
)


def opening_of(actor: Actor, reference: str) -> tuple[str, str]:
    """A ticket's subject and its first message (empty where it has none): one query.

    HiddenError when it does not exist or is not the actor's to handle.
    """
    if not access.may_ever(actor, Permission.TICKET_NOTE):
        raise HiddenError
    row = db.session.execute(only_visible(_OPENING, actor), {"reference": reference}).one_or_none()
    if row is None:
        raise HiddenError
    return row.subject, row.text or ""
