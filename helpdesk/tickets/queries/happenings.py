"""What happened to a ticket, as the desk knows it: every message with its files, and every fact of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import Message, MessageKind
from helpdesk.tickets.queries.files import MessageFile, files_of


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
    """All messages of the ticket, oldest first: two queries."""
    messages = db.session.scalars(
        select(Message).where(Message.ticket_id == ticket_id).order_by(Message.written_at, Message.id)
    ).all()
    files = files_of(message.id for message in messages)
    return tuple(
        Written(
            message.id,
            message.written_at,
            message.author_id,
            message.kind,
            message.text,
            files.get(message.id, ()),
        )
        for message in messages
    )


def happened_to(ticket_id: int) -> tuple[Happening, ...]:
    """All facts about the ticket, oldest first."""
    entries = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.subject_kind == "ticket", JournalEntry.subject_id == ticket_id)
        .order_by(JournalEntry.at, JournalEntry.id)
    )
    return tuple(Happening(entry.at, entry.actor_id, entry.kind, entry.facts) for entry in entries)
