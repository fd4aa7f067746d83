"""What became of a letter: the rows that it lies in."""

from sqlalchemy import select

from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, Ticket


def ticket_of(row: ReceivedLetter) -> Ticket:
    return db.session.get_one(Ticket, row.ticket_id)


def message_of(row: ReceivedLetter) -> Message:
    return db.session.get_one(Message, row.message_row_id)


def origin_of(row: ReceivedLetter) -> MailOrigin:
    return db.session.get_one(MailOrigin, row.message_row_id)


def facts_of(kind: str) -> list[journal.JournalEntry]:
    return list(db.session.scalars(select(journal.JournalEntry).where(journal.JournalEntry.kind == kind)))
