"""The journal: append-only facts. It is the timeline, the audit trail and the source of clocks and reports."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import Fact
from helpdesk.kit.db import Row, db

_KEY = "facts"


class JournalEntry(Row):
    """One fact: who, what, when, on what. Never updated, never deleted but by retention."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id", "at"), Index(None, "at"))

    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


def record(fact: Fact, *, actor: Actor, now: datetime) -> None:
    """Write the fact down, and keep it for the reactions at the transaction's edge."""
    kind, id_ = fact.subject
    facts = {name: value for name, value in asdict(fact).items() if name != "subject"}
    entry = JournalEntry(
        at=now, actor_id=actor.id, kind=type(fact).__name__, subject_kind=kind, subject_id=id_, facts=facts
    )
    db.session.add(entry)
    db.session.info.setdefault(_KEY, []).append(fact)


def new_facts() -> list[Fact]:
    """The facts recorded since last asked, oldest first; they are handed out once."""
    facts: list[Fact] = db.session.info.pop(_KEY, [])
    return facts


def forget() -> None:
    """Drop facts of a transaction that has ended."""
    db.session.info.pop(_KEY, None)
