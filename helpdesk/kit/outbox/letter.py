"""The table of letters that wait, are on their way, or have left."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row, enum_type


class LetterState(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"


class Letter(Row):
    """One mail to one person about one object."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "state", "next_try_at"), Index(None, "subject_kind", "subject_id"))

    key: Mapped[str] = mapped_column(String(160), unique=True)
    """What the letter is, so that the same one is never put in twice."""
    template: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    recipient_id: Mapped[int | None]
    """The account it goes to, or None where `data` holds the address of somebody without one."""
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What only this letter knows, as the token of a one-time link; emptied when it has left."""
    state: Mapped[LetterState] = mapped_column(enum_type(LetterState), default=LetterState.WAITING)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    is_perhaps_double: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str | None] = mapped_column(String(255), index=True)
    last_error: Mapped[str | None] = mapped_column(Text)
