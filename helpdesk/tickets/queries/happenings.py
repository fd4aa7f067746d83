"""What happened to a ticket, as the desk knows it: every message with its files, and every fact of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, exists, select

from helpdesk.domain.facts import LetterHeld
from helpdesk.domain.incoming import HoldReason
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.queries.files import MessageFile

_MESSAGE = (Message.id, Message.written_at, Message.author_id, Message.kind, Message.text, Message.is_noted)
_MAIL = (
    MailOrigin.letter_id,
    MailOrigin.sender_address,
    MailOrigin.is_stranger,
    MailOrigin.is_shortened,
    MailOrigin.left_out,
    exists()
    .where(
        JournalEntry.subject_kind == "received_letter",
        JournalEntry.subject_id == MailOrigin.letter_id,
        JournalEntry.kind == LetterHeld.__name__,
        JournalEntry.facts["reason"].as_string() == HoldReason.IMPOSTOR,
    )
    .correlate(MailOrigin)
    .label("is_unproven"),
)
_FILE = (Attachment.id, Attachment.name, Attachment.size)
_OF_FILE = len(_MESSAGE) + len(_MAIL)
"""Where in a row the file begins."""

# Made once: to put a statement together costs as much as to send it.
_WRITTEN = (
    select(*_MESSAGE, *_MAIL, *_FILE)
    .outerjoin(MailOrigin, MailOrigin.message_id == Message.id)
    .outerjoin(Attachment, Attachment.message_id == Message.id)
    .where(Message.ticket_id == bindparam("ticket_id"))
    .order_by(Message.written_at, Message.id, Attachment.id)
)
_HAPPENED = (
    select(JournalEntry.at, JournalEntry.actor_id, JournalEntry.kind, JournalEntry.facts)
    .where(JournalEntry.subject_kind == "ticket", JournalEntry.subject_id == bindparam("ticket_id"))
    .order_by(JournalEntry.at, JournalEntry.id)
)


@dataclass(frozen=True, slots=True)
class ByMail:
    """The letter that a message is made of."""

    letter_id: int
    sender_address: str
    is_stranger: bool
    """Whether the ticket's people did not know the sender."""
    is_shortened: bool
    left_out: Sequence[str]
    """Names of files that stayed in the letter."""
    is_unproven: bool
    """Whether the letter waited because nothing shows who wrote it; whoever laid it on the ticket may know better."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message."""

    id: int
    at: datetime
    author_id: int
    kind: MessageKind
    text: str
    """Markdown."""
    files: tuple[MessageFile, ...]
    is_noted: bool = False
    """Whether the author only wrote down what the requester had said."""
    mail: ByMail | None = None

    @property
    def is_internal(self) -> bool:
        """Whether only the desk reads it."""
        return self.kind is MessageKind.INTERNAL


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact of the journal: the name of its kind, and what it holds."""

    at: datetime
    actor_id: int | None
    kind: str
    facts: Mapping[str, Any]


def written_on(ticket_id: int) -> tuple[Written, ...]:
    """All messages of the ticket with their files, oldest first: one query."""
    rows = db.session.execute(_WRITTEN, {"ticket_id": ticket_id})
    messages = (
        (message, _files(row[_OF_FILE:] for row in same))
        for message, same in groupby(rows, key=lambda row: row[:_OF_FILE])
    )
    return tuple(
        Written(id_, at, author, kind, text, files, is_noted, None if mail[0] is None else ByMail(*mail))
        for (id_, at, author, kind, text, is_noted, *mail), files in messages
    )


def happened_to(ticket_id: int) -> tuple[Happening, ...]:
    """All facts about the ticket, oldest first."""
    rows = db.session.execute(_HAPPENED, {"ticket_id": ticket_id})
    return tuple(Happening(*row) for row in rows)


def _files(rows: Iterable[Sequence[Any]]) -> tuple[MessageFile, ...]:
    """A message without files comes in one row with nothing in their place."""
    return tuple(MessageFile(id_, name, size) for id_, name, size in rows if id_ is not None)
