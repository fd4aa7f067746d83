"""Letters waiting to leave. A row is written in the transaction; one worker at a time composes, delivers and retries.

A letter is claimed, with its Message-ID, in a transaction of its own before it is handed to the mail server, and marked sent
in another after it. A worker that is killed leaves at most one claimed letter; who takes over (`kit.alone`: only when nobody
else delivers) reclaims it at once. It is sent again under the same Message-ID and counts as perhaps sent twice, as does a
letter whose connection broke before the server's answer was heard. Nothing else can be sent twice, and nothing is lost.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, String, Text, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row, db, enum_type, upsert

BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240))
"""Waits between tries of a letter that the server would not take yet; the last one repeats until GIVE_UP_AFTER."""
GIVE_UP_AFTER = timedelta(days=5)
"""As long as mail servers themselves keep trying (RFC 5321, 4.5.4.1: at least 4 to 5 days)."""
SERVER_DOWN = timedelta(minutes=1)
"""Wait of the letter that found no mail server. The others need not be tried to know, so none waits longer than this."""
_LONGEST_ERROR = 2000


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
    db.session.execute(
        upsert(Letter)
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


def hold(kind: str, ids: Collection[int], *, posted_at: datetime, until: datetime) -> None:
    """Let what was posted about these objects at that very moment wait, so that it can still be taken back."""
    db.session.execute(
        update(Letter)
        .where(*_posted(kind, ids, posted_at))
        .values(next_try_at=until)
        .execution_options(synchronize_session=False)
    )


def take_back(kind: str, id_: int, *, posted_at: datetime) -> bool:
    """Destroy what was posted about the object at that moment and has not left. Gives whether nobody has been told."""
    # What waits goes first: a letter that the worker claims at this very moment is then seen to have been told.
    db.session.execute(delete(Letter).where(*_posted(kind, [id_], posted_at)))
    told = exists().where(
        Letter.subject_kind == kind,
        Letter.subject_id == id_,
        Letter.created_at == posted_at,
        Letter.state != LetterState.WAITING,
    )
    return not db.session.scalar(select(told))


def _posted(kind: str, ids: Collection[int], at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Letter.subject_kind == kind,
        Letter.subject_id.in_(ids),
        Letter.created_at == at,
        Letter.state == LetterState.WAITING,
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that is on its way out, as it stood when it was claimed; `tries` counts this one."""

    id: int
    template: str
    subject: tuple[str, int]
    recipient_id: int | None
    data: dict[str, Any]
    created_at: datetime
    tries: int
    message_id: str
    is_perhaps_double: bool


def is_any_due(now: datetime) -> bool:
    """Whether there is anything to deliver."""
    return bool(db.session.scalar(select(exists().where(_is_due(now)))))


def reclaim() -> None:
    """Put back what a dead worker had claimed. Only for who delivers alone: to others these letters look the same."""
    db.session.execute(
        update(Letter)
        .where(Letter.state == LetterState.CLAIMED)
        .values(state=LetterState.WAITING, is_perhaps_double=True)
        .execution_options(synchronize_session=False)
    )


def claim(now: datetime, new_message_id: Callable[[str, int], str]) -> Claim | None:
    """Claim the letter that has waited longest; None when nothing is due.

    `new_message_id` makes one from the subject's kind and id when the letter has none yet. To be committed before the
    letter is handed to the mail server.
    """
    letter = db.session.scalar(
        select(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.next_try_at <= now)
        .order_by(Letter.next_try_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if letter is None:
        return None
    letter.state, letter.claimed_at, letter.tries = LetterState.CLAIMED, now, letter.tries + 1
    subject = (letter.subject_kind, letter.subject_id)
    letter.message_id = letter.message_id or new_message_id(*subject)
    return Claim(
        id=letter.id,
        template=letter.template,
        subject=subject,
        recipient_id=letter.recipient_id,
        data=dict(letter.data),
        created_at=letter.created_at,
        tries=letter.tries,
        message_id=letter.message_id,
        is_perhaps_double=letter.is_perhaps_double,
    )


def earlier_ids(claim: Claim) -> tuple[str, ...]:
    """The Message-IDs of the letters that the recipient has had about the same object, oldest first."""
    if claim.recipient_id is None:
        return ()
    kind, id_ = claim.subject
    sent_before = (
        select(Letter.message_id)
        .where(
            Letter.subject_kind == kind,
            Letter.subject_id == id_,
            Letter.recipient_id == claim.recipient_id,
            Letter.state == LetterState.SENT,
        )
        .order_by(Letter.sent_at, Letter.id)
    )
    return tuple(id_ for id_ in db.session.scalars(sent_before) if id_)


def sent(letter_id: int, now: datetime) -> None:
    """The mail server has taken the letter; what only it knew is forgotten."""
    _change(letter_id, state=LetterState.SENT, sent_at=now, data={}, last_error=None)


def put_off(claim: Claim, error: str, now: datetime, *, is_perhaps_taken: bool = False) -> None:
    """The letter could not leave now: try again later, and give up after GIVE_UP_AFTER.

    `is_perhaps_taken`: the connection broke before the server's answer was heard.
    """
    if now - claim.created_at >= GIVE_UP_AFTER:
        undeliverable(claim.id, error)
        return
    _change(
        claim.id,
        state=LetterState.WAITING,
        next_try_at=now + BACK_OFF[min(claim.tries, len(BACK_OFF)) - 1],
        last_error=error[:_LONGEST_ERROR],
        is_perhaps_double=claim.is_perhaps_double or is_perhaps_taken,
    )


def put_back(claim: Claim, error: str, now: datetime, *, is_perhaps_taken: bool = False) -> None:
    """The mail server could not be reached: no fault of the letter, which is not counted as a try and never given up."""
    _change(
        claim.id,
        state=LetterState.WAITING,
        next_try_at=now + SERVER_DOWN,
        tries=claim.tries - 1,
        last_error=error[:_LONGEST_ERROR],
        is_perhaps_double=claim.is_perhaps_double or is_perhaps_taken,
    )


def undeliverable(letter_id: int, error: str) -> None:
    """The letter will never leave; what only it knew is forgotten."""
    _change(letter_id, state=LetterState.UNDELIVERABLE, data={}, last_error=error[:_LONGEST_ERROR])


def try_now(now: datetime) -> None:
    """Let every letter that was refused be tried at once, as when the mail server is known to be back; one that is held is not."""
    db.session.execute(
        update(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.next_try_at > now, Letter.last_error.is_not(None))
        .values(next_try_at=now)
        .execution_options(synchronize_session=False)
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Waiting and due; or claimed, which for who delivers alone means left behind."""
    return or_(
        and_(Letter.state == LetterState.WAITING, Letter.next_try_at <= now),
        Letter.state == LetterState.CLAIMED,
    )


def _change(letter_id: int, **values: Any) -> None:  # noqa: ANN401  the columns' own types
    db.session.execute(
        update(Letter).where(Letter.id == letter_id).values(values).execution_options(synchronize_session=False)
    )
