"""Letters of our readers that ours answer."""

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message


def newest_letter(ticket_id: int, account_id: int | None) -> str:
    """The Message-ID of the person's newest letter on the ticket; empty where they wrote none by mail.

    What answers it says so (RFC 5322, 3.6.4; RFC 3834, 3.1.5), so that mail readers show both together.
    """
    if account_id is None:
        return ""
    found = db.session.scalar(
        select(MailOrigin.letter_message_id)
        .join(Message, Message.id == MailOrigin.message_id)
        .where(Message.ticket_id == ticket_id, Message.author_id == account_id)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return found or ""
