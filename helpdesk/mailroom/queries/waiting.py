"""Letters that were kept and not filed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter

AT_ONCE = 100
"""How many are looked up at a time."""
ABANDONED_AFTER = timedelta(minutes=5)
"""When a letter that was kept and never filed was left behind by a process that died: who keeps one files it at once."""


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A letter to be filed, and where its raw bytes lie."""

    id: int
    raw_key: str
    is_headers_only: bool


def waiting_letters(now: datetime) -> Sequence[WaitingLetter]:
    """Those whose next try is due, and those that were left behind; the oldest first.

    What a mailbox does not give out has first to be fetched.
    """
    is_left_behind = ReceivedLetter.next_try_at.is_(None) & (ReceivedLetter.received_at <= now - ABANDONED_AFTER)
    rows = db.session.execute(
        select(ReceivedLetter.id, ReceivedLetter.raw_key, ReceivedLetter.is_headers_only)
        .where(
            ReceivedLetter.stand == LetterStand.RECEIVED,
            ReceivedLetter.raw_key != "",
            or_(ReceivedLetter.next_try_at <= now, is_left_behind),
        )
        .order_by(ReceivedLetter.received_at, ReceivedLetter.id)
        .limit(AT_ONCE)
    )
    return [WaitingLetter(*row) for row in rows]
