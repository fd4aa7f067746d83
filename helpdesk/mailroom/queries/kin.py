"""Letters that have to do with one that has just come: the same once more, and others of its sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, or_, select

from helpdesk.domain.acknowledging import PER_HOUR
from helpdesk.domain.incoming import LetterStand, Outcome
from helpdesk.kit.db import built_once, db
from helpdesk.mailroom.models import ReceivedLetter

DOUBLES_WITHIN = timedelta(days=90)
"""For how long a letter that comes again, as after a mailbox was rebuilt, is known to be the same."""
MOST = 200
_LETTERS = ReceivedLetter.__table__.c


@dataclass(frozen=True, slots=True)
class Kin:
    """A letter that came before."""

    ticket_id: int | None
    message_id: str
    content_hash: str
    sha256: str
    sender_address: str
    received_at: datetime
    stand: LetterStand
    outcome: Outcome | None

    @property
    def is_settled(self) -> bool:
        """Whether it has been filed, or waits for a person. A double has become nothing of its own."""
        return self.stand is not LetterStand.RECEIVED and self.outcome is not Outcome.DOUBLE


def kin_of(row: ReceivedLetter, now: datetime) -> Sequence[Kin]:
    """Letters with the same Message-ID in DOUBLES_WITHIN, and those of the same sender in the last hour, the newest first.

    Of more than MOST those with the same Message-ID are the ones that count.
    """
    found = db.session.execute(
        _kin() if row.message_id else _kin_of_nameless(),
        {
            "id": row.id,
            "message_id": row.message_id,
            "sender": row.sender_address,
            "double_since": now - DOUBLES_WITHIN,
            "since": now - PER_HOUR,
        },
    )
    return [Kin(*each) for each in found]


@built_once
def _kin() -> Select[*tuple[Any, ...]]:
    return _related(_LETTERS.message_id == bindparam("message_id"))


@built_once
def _kin_of_nameless() -> Select[*tuple[Any, ...]]:
    """Without a Message-ID only the same sender's letters can be the same one."""
    is_theirs = _LETTERS.sender_address == bindparam("sender")
    return _related(and_(_LETTERS.message_id == bindparam("message_id"), is_theirs))


def _related(is_same_id: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    same_id = and_(is_same_id, _LETTERS.received_at > bindparam("double_since"))
    of_sender = and_(_LETTERS.sender_address == bindparam("sender"), _LETTERS.received_at > bindparam("since"))
    return (
        select(
            _LETTERS.ticket_id,
            _LETTERS.message_id,
            _LETTERS.content_hash,
            _LETTERS.sha256,
            _LETTERS.sender_address,
            _LETTERS.received_at,
            _LETTERS.stand,
            _LETTERS.outcome,
        )
        .where(_LETTERS.id != bindparam("id"), or_(same_id, of_sender))
        .order_by(case((same_id, 0), else_=1), _LETTERS.id.desc())
        .limit(MOST)
    )
