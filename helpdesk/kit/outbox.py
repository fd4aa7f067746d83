"""Letters waiting to leave. A row is written in the transaction; the worker composes, delivers and retries.

A letter is claimed, with its Message-ID, in a transaction of its own before it is handed to the mail server, and marked
sent in another after it. A worker killed between the two leaves one claimed letter: it is sent again once its lease has run
out, under the same Message-ID, and is counted as perhaps sent twice. Nothing else can be sent twice, and nothing is lost.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row, db, enum_type

LEASE = timedelta(seconds=60)
"""How long a claimed letter is left to its worker: well above the mail server's time-out of 15 s."""
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240))
"""Waits between tries; the last one repeats until GIVE_UP_AFTER."""
GIVE_UP_AFTER = timedelta(days=5)
"""As long as mail servers themselves keep trying (RFC 5321, 4.5.4.1: at least 4 to 5 days)."""


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


def post(
    template: str,
    *,
    subject: tuple[str, int],
    recipient_id: int | None,
    cause: str,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Put a letter in the outbox, once for each (template, subject, recipient, cause).

    `cause` tells letters of one kind apart, as the id of the message that is told of.
    """
    kind, id_ = subject
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.session.execute(
        insert(Letter)
        .values(
            key=f"{template}:{kind}:{id_}:{recipient_id or ''}:{cause}",
            template=template,
            subject_kind=kind,
            subject_id=id_,
            recipient_id=recipient_id,
            data=data or {},
            state=LetterState.WAITING,
            created_at=now,
            next_try_at=now,
            tries=0,
            is_perhaps_double=False,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )


def claim(now: datetime) -> Letter | None:
    """Claim the letter that has waited longest, or one whose worker died; None when nothing is due.

    To be committed before the letter is handed to the mail server.
    """
    due = or_(
        and_(Letter.state == LetterState.WAITING, Letter.next_try_at <= now),
        and_(Letter.state == LetterState.CLAIMED, Letter.claimed_at <= now - LEASE),
    )
    letter = db.session.scalar(
        select(Letter).where(due).order_by(Letter.next_try_at, Letter.id).limit(1).with_for_update(skip_locked=True)
    )
    if letter is not None:
        letter.is_perhaps_double = letter.is_perhaps_double or letter.state is LetterState.CLAIMED
        letter.state, letter.claimed_at, letter.tries = LetterState.CLAIMED, now, letter.tries + 1
    return letter


def sent(letter: Letter, now: datetime) -> None:
    """The mail server has taken the letter; what only it knew is forgotten."""
    letter.state, letter.sent_at, letter.data, letter.last_error = LetterState.SENT, now, {}, None


def put_off(letter: Letter, error: str, now: datetime) -> None:
    """It could not leave now: try again later, and give up after GIVE_UP_AFTER."""
    letter.last_error = error[:2000]
    if now - letter.created_at >= GIVE_UP_AFTER:
        letter.state = LetterState.UNDELIVERABLE
        return
    letter.state = LetterState.WAITING
    letter.next_try_at = now + BACK_OFF[min(letter.tries, len(BACK_OFF)) - 1]


def undeliverable(letter: Letter, error: str) -> None:
    """The mail server refuses the letter for good."""
    letter.state, letter.last_error, letter.data = LetterState.UNDELIVERABLE, error[:2000], {}


def try_now(now: datetime) -> None:
    """Let every waiting letter be tried at once, as when the mail server is known to be back."""
    db.session.execute(
        update(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.next_try_at > now)
        .values(next_try_at=now)
        .execution_options(synchronize_session=False)
    )
