"""Let in stranger: the desk lets whom the ticket's people did not know write on it, and what they wrote counts as a reply."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, MoveError
from helpdesk.domain.facts import StrangerLetIn, TicketReplied
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.involve import let_in
from helpdesk.tickets.operations.moving import for_update, hear
from helpdesk.tickets.queries.letting_in import at_home


class NotAtHomeError(MoveError):
    """Only those who work in the ticket's municipality are let in."""

    sentence = N_(
        "Only those who work in the ticket's municipality can be let in, and the sender's address is not of it. Make a ticket of"
        " its own of the message instead."
    )


def let_in_stranger(actor: Actor, reference: str, message_id: int, *, promise: Promise, now: datetime) -> Message:
    """Let the writer see the ticket, and make their message one of those who ask: somebody waits for an answer from now on.

    As with `involve`, the writer must be known to work in the ticket's municipality, or have an address of it; that they have
    not confirmed their address does no harm, since what they see goes to that address alone. Raises HiddenError or
    ForbiddenError when the ticket is not the actor's to show or has no such message, NotAtHomeError, ReopenTooLateError.
    """
    ticket = for_update(actor, reference, Permission.TICKET_INVOLVE)
    message, origin = _unknown(ticket, message_id)
    writer = db.session.scalars(
        select(Account).where(Account.id == message.author_id).options(selectinload(Account.roles))
    ).one()
    if not access.allows(actor_of(writer), Permission.TICKET_REPLY, ticket):
        _require_colleague(ticket, writer.id)
        let_in(actor, ticket, writer.id, now=now)
    before, after = hear(ticket, promise, now)
    message.kind, origin.is_stranger = MessageKind.PUBLIC, False
    subject = ("ticket", ticket.id)
    journal.record(
        StrangerLetIn(subject=subject, message_id=message.id, account_id=writer.id),
        actor=actor,
        now=now,
    )
    journal.record(
        TicketReplied(subject=subject, message_id=message.id, status_from=before, status_to=after), actor=actor, now=now
    )
    return message


def _unknown(ticket: Ticket, message_id: int) -> tuple[Message, MailOrigin]:
    row = db.session.execute(
        select(Message, MailOrigin)
        .join(MailOrigin, MailOrigin.message_id == Message.id)
        .where(Message.id == message_id, Message.ticket_id == ticket.id, MailOrigin.is_stranger.is_(True))
    ).one_or_none()
    if row is None:
        raise HiddenError
    return row[0], row[1]


def _require_colleague(ticket: Ticket, account_id: int) -> None:
    if account_id not in at_home(ticket.municipality_code, (account_id,)):
        raise NotAtHomeError
