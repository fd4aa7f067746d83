"""What a letter about a ticket may tell its reader."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Channel, ClosingReason, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class TicketNews:
    """A ticket as its letters show it. `due_at` is when the next answer is promised, None when none is."""

    reference: str
    subject: str
    requester: str
    due_at: datetime | None
    answered_at: datetime | None
    """The latest event of an answered ticket, None in all other statuses."""
    closing_reason: ClosingReason | None
    closed_at: datetime | None
    handed_over_to: str
    owner_id: int | None
    merged_into_id: int | None
    came_by_mail: bool


@dataclass(frozen=True, slots=True)
class MessageNews:
    """A public message: who wrote what (Markdown), the names of the files with it, and of those that we did not take."""

    author: str
    text: str
    files: tuple[str, ...]
    left_out: tuple[str, ...]


def ticket_news(ticket_id: int, reader: Actor) -> TicketNews | None:
    """The ticket, or None when the reader may not see it (any more)."""
    ticket = db.session.scalar(select(Ticket).where(Ticket.id == ticket_id, visible_to(reader)))
    if ticket is None:
        return None
    return TicketNews(
        reference=ticket.reference,
        subject=ticket.subject,
        requester=person_name(ticket.requester_id),
        due_at=ticket.due_at,
        answered_at=ticket.last_event_at if ticket.status is Status.ANSWERED else None,
        closing_reason=ticket.closing_reason,
        closed_at=ticket.closed_at,
        handed_over_to=ticket.handed_over_to,
        owner_id=ticket.owner_id,
        merged_into_id=ticket.merged_into_id,
        came_by_mail=ticket.channel is Channel.MAIL,
    )


def message_news(ticket_id: int, message_id: int) -> MessageNews | None:
    """The ticket's message, or None when it has none such that is public: no other kind ever leaves by mail."""
    message = db.session.scalar(
        select(Message).where(
            Message.id == message_id, Message.ticket_id == ticket_id, Message.kind == MessageKind.PUBLIC
        )
    )
    if message is None:
        return None
    names = select(Attachment.name).where(Attachment.message_id == message_id).order_by(Attachment.id)
    left_out = db.session.scalar(select(MailOrigin.left_out).where(MailOrigin.message_id == message_id)) or ()
    return MessageNews(
        person_name(message.author_id), message.text, tuple(db.session.scalars(names)), tuple(map(str, left_out))
    )


def person_name(account_id: int | None) -> str:
    """The person's name; empty for the system."""
    people = people_by_id([account_id])
    return next((person.name for person in people.values()), "")
