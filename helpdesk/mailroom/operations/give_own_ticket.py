"""Give own ticket: what an unknown sender wrote on somebody's ticket becomes the sender's own."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, MoveError
from helpdesk.domain.facts import StrangerMoved
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import CLOSED_ACCOUNT
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.laying import Arrival, Laid, open_from
from helpdesk.mailroom.operations.settling import settle_laid
from helpdesk.mailroom.operations.strangers import strangers_letter
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import Upload
from helpdesk.tickets.operations.lay_letter import Content
from helpdesk.tickets.operations.link_tickets import link_tickets
from helpdesk.tickets.operations.moving import for_update, touch


class ClosedSenderError(MoveError):
    """Nobody can follow a ticket whose account is closed."""

    sentence = CLOSED_ACCOUNT


class LostFileError(MoveError):
    """A file that lies beside the message is not in the store."""

    sentence = N_(
        "A file of the message is no longer there, so no ticket can be made of it. Ask the operator to look for the file."
    )


def give_own_ticket(
    actor: Actor, reference: str, message_id: int, letter: IncomingLetter, house: House, *, now: datetime
) -> Laid:
    """Open the sender's ticket with what the message says and its files; `letter` is what it was made of.

    The message stays where it was, as moved, and the two tickets are linked: what was quoted or meant may be understood from
    the first one alone. Raises HiddenError or ForbiddenError when the ticket is not the actor's to handle or has no such
    message, AlreadyDealtWithError, ClosedSenderError, LostFileError.
    """
    ticket = for_update(actor, reference, Permission.TICKET_HANDLE)
    row = strangers_letter(ticket, message_id)
    message = db.session.get_one(Message, message_id)
    laid = _opened(row, message, letter, house, now)
    settle_laid(row, laid, message.author_id)
    other = db.session.get_one(Ticket, laid.ticket_id).reference
    link_tickets(actor, reference, other, prefix=house.prefix, now=now)
    touch(ticket, now)
    journal.record(
        StrangerMoved(subject=("ticket", ticket.id), message_id=message_id, other=other), actor=actor, now=now
    )
    return laid


def _opened(row: ReceivedLetter, message: Message, letter: IncomingLetter, house: House, now: datetime) -> Laid:
    account = db.session.scalars(
        select(Account).where(Account.id == message.author_id).options(selectinload(Account.roles))
    ).one()
    if not account.is_open:
        raise ClosedSenderError
    arrival = Arrival(row, replace(letter, subject=masked(letter.subject)), account, house, now)
    laid_before = db.session.get_one(MailOrigin, message.id)
    origin = replace(arrival.content().origin, is_shortened=laid_before.is_shortened)
    files = db.session.execute(
        select(Attachment.name, Attachment.key).where(Attachment.message_id == message.id).order_by(Attachment.id)
    ).all()
    uploads = [_upload(house.store, name, key) for name, key in files]
    return open_from(arrival, content=Content(message.text, origin, uploads))


def _upload(store: Store, name: str, key: str) -> Upload:
    try:
        with store.open(key) as file:
            return Upload(name, BytesIO(file.read()))
    except FileNotFoundError:
        raise LostFileError from None
