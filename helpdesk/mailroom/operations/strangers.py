"""Strangers: what an unknown sender wrote on a ticket, and nobody has dealt with yet."""

from sqlalchemy import select

from helpdesk.domain.errors import N_, HiddenError, MoveError
from helpdesk.domain.incoming import Outcome
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, Ticket


class AlreadyDealtWithError(MoveError):
    """Somebody has let in the sender or made a ticket of the message meanwhile."""

    sentence = N_("Somebody has already dealt with this message.")


def strangers_letter(ticket: Ticket, message_id: int) -> ReceivedLetter:
    """The letter that the ticket's message is made of, locked.

    Raises HiddenError where the ticket has no such message, AlreadyDealtWithError where it has become something else since.
    """
    row = db.session.scalar(
        select(ReceivedLetter)
        .join(MailOrigin, MailOrigin.letter_id == ReceivedLetter.id)
        .join(Message, Message.id == MailOrigin.message_id)
        .where(Message.id == message_id, Message.ticket_id == ticket.id)
        .with_for_update(of=ReceivedLetter)
    )
    if row is None:
        raise HiddenError
    if row.outcome is not Outcome.STRANGER or row.message_row_id != message_id:
        raise AlreadyDealtWithError
    return row
