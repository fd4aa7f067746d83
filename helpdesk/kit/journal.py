"""The journal: append-only facts. It is the timeline, the audit trail and the source of clocks and reports."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Insert, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import Fact
from helpdesk.kit.db import Row, built_once, db, plain_insert

_KEY = "happenings"


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact with who made it and when, as reactions get it."""

    fact: Fact
    actor: Actor
    now: datetime


class JournalEntry(Row):
    """One fact: who, what, when, on what. Never updated, never deleted but by retention."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index(None, "subject_kind", "subject_id", "at"),
        Index(None, "actor_id", "at"),
        Index(None, "kind", "at"),
        Index(None, "at"),
    )

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
    entry = {"at": now, "actor_id": actor.id, "kind": type(fact).__name__, "subject_kind": kind, "subject_id": id_}
    db.session.execute(_writing(), {**entry, "facts": facts})
    db.session.info.setdefault(_KEY, []).append(Happening(fact, actor, now))


@built_once
def _writing() -> Insert:
    return plain_insert(JournalEntry)


def new_happenings() -> list[Happening]:
    """What was recorded since last asked, oldest first; each is handed out once."""
    happenings: list[Happening] = db.session.info.pop(_KEY, [])
    return happenings


def forget() -> None:
    """Drop what was recorded in a transaction that has ended."""
    db.session.info.pop(_KEY, None)
