"""Out of the outbox: letters are claimed, and what becomes of them is written down."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from helpdesk.kit.db import db
from helpdesk.kit.outbox.letter import Letter, LetterState

BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240))
"""Waits between tries of a letter that the server would not take yet; the last one repeats until GIVE_UP_AFTER."""
GIVE_UP_AFTER = timedelta(days=5)
"""As long as mail servers themselves keep trying (RFC 5321, 4.5.4.1: at least 4 to 5 days)."""
SERVER_DOWN = timedelta(minutes=1)
"""Wait of the letter that found no mail server. The others need not be tried to know, so none waits longer than this."""
_LONGEST_ERROR = 2000


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that is on its way out, as it stood when it was claimed; `tries` counts this one.

    `gathered` are those that leave with it as one mail, oldest first: their ids and data, the letter's own first.
    """

    id: int
    template: str
    subject: tuple[str, int]
    recipient_id: int | None
    data: dict[str, Any]
    gathered: tuple[tuple[int, dict[str, Any]], ...]
    created_at: datetime
    tries: int
    message_id: str
    is_perhaps_double: bool

    @property
    def ids(self) -> tuple[int, ...]:
        """Of all letters that leave as this mail."""
        return tuple(id_ for id_, _ in self.gathered)


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


def claim(
    now: datetime,
    new_message_id: Callable[[str, int], str],
    *,
    gathers: Collection[str] = (),
    waits_until: Callable[[Letter], datetime | None] = lambda _letter: None,
) -> Claim | None:
    """Claim the letter that has waited longest; None when nothing is due. To be committed before the mail is handed over.

    `new_message_id` makes one from the subject's kind and id when the letter has none yet. Of the templates in `gathers` all
    letters leave as one mail that are due to the same reader about the same object. Where `waits_until` names a time, which
    must be later than `now`, the letter waits for it, and the next one has its turn.
    """
    letter = _first_due(now)
    while letter is not None and (until := waits_until(letter)) is not None:
        letter.next_try_at = until
        letter = _first_due(now)
    if letter is None:
        return None
    subject = (letter.subject_kind, letter.subject_id)
    message_id = letter.message_id or new_message_id(*subject)
    together = _leaving_with(letter, now, gathers)
    for each in together:
        each.state, each.message_id = LetterState.CLAIMED, message_id
        each.claimed_at, each.next_try_at, each.tries = now, now, each.tries + 1
    first = together[0]
    return Claim(
        id=first.id,
        template=first.template,
        subject=subject,
        recipient_id=first.recipient_id,
        data=dict(first.data),
        gathered=tuple((each.id, dict(each.data)) for each in together),
        created_at=first.created_at,
        tries=first.tries,
        message_id=message_id,
        is_perhaps_double=any(each.is_perhaps_double for each in together),
    )


def _first_due(now: datetime) -> Letter | None:
    return db.session.scalar(
        select(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.next_try_at <= now)
        .order_by(Letter.next_try_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _leaving_with(letter: Letter, now: datetime, gathers: Collection[str]) -> Sequence[Letter]:
    """The letters that leave as one mail, oldest first: those that it was before, or those that are due with this one."""
    if letter.message_id is not None:
        alike = Letter.message_id == letter.message_id
    elif letter.template in gathers:
        alike = and_(
            Letter.subject_kind == letter.subject_kind,
            Letter.subject_id == letter.subject_id,
            Letter.template == letter.template,
            Letter.recipient_id == letter.recipient_id,
            Letter.message_id.is_(None),
            Letter.next_try_at <= now,
        )
    else:
        return [letter]
    found = select(Letter).where(Letter.state == LetterState.WAITING, alike).order_by(Letter.id)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


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
    return tuple(dict.fromkeys(id_ for id_ in db.session.scalars(sent_before) if id_))


def sent(claim: Claim, now: datetime) -> None:
    """The mail server has taken the letter; what only it knew is forgotten."""
    _change(claim, state=LetterState.SENT, sent_at=now, data={}, last_error=None)


def put_off(claim: Claim, error: str, now: datetime, *, is_perhaps_taken: bool = False) -> bool:
    """The letter could not leave now: try again later, or give up after GIVE_UP_AFTER. Gives whether it is tried again.

    `is_perhaps_taken`: the connection broke before the server's answer was heard.
    """
    if now - claim.created_at >= GIVE_UP_AFTER:
        undeliverable(claim, error)
        return False
    _change(
        claim,
        state=LetterState.WAITING,
        next_try_at=now + BACK_OFF[min(claim.tries, len(BACK_OFF)) - 1],
        last_error=error[:_LONGEST_ERROR],
        is_perhaps_double=claim.is_perhaps_double or is_perhaps_taken,
    )
    return True


def put_back(claim: Claim, error: str, now: datetime, *, is_perhaps_taken: bool = False) -> None:
    """The mail server could not be reached: no fault of the letter, which is not counted as a try and never given up."""
    _change(
        claim,
        state=LetterState.WAITING,
        next_try_at=now + SERVER_DOWN,
        tries=claim.tries - 1,
        last_error=error[:_LONGEST_ERROR],
        is_perhaps_double=claim.is_perhaps_double or is_perhaps_taken,
    )


def undeliverable(claim: Claim, error: str) -> None:
    """The letter will never leave; what only it knew is forgotten."""
    _change(claim, state=LetterState.UNDELIVERABLE, data={}, last_error=error[:_LONGEST_ERROR])


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


def _change(claim: Claim, **values: Any) -> None:  # noqa: ANN401  the columns' own types
    db.session.execute(
        update(Letter).where(Letter.id.in_(claim.ids)).values(values).execution_options(synchronize_session=False)
    )
