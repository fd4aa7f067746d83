"""What happened to a ticket, as the desk knows it: every message with its files, and every fact of the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import Message, MessageKind
from helpdesk.tickets.models.writing import Attachment


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of a message; `size` in bytes."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Written:
    """A message."""

    id: int
    at: datetime
    author_id: int
    is_internal: bool
    text: str
    """Markdown."""
    files: tuple[WrittenFile, ...]


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
    files = _files(message.id for message in messages)
    return tuple(
        Written(
            message.id,
            message.written_at,
            message.author_id,
            message.kind is MessageKind.INTERNAL,
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


def _files(message_ids: Iterable[int]) -> dict[int, tuple[WrittenFile, ...]]:
    rows = db.session.execute(
        select(Attachment.message_id, Attachment.id, Attachment.name, Attachment.size)
        .where(Attachment.message_id.in_(list(message_ids)))
        .order_by(Attachment.id)
    )
    found: dict[int, tuple[WrittenFile, ...]] = {}
    for message_id, id_, name, size in rows:
        if message_id is not None:
            found[message_id] = (*found.get(message_id, ()), WrittenFile(id_, name, size))
    return found
