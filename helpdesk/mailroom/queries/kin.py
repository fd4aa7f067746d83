"""Letters that have to do with one that has just come: the same once more, and others of its sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, or_, select

from helpdesk.domain.acknowledging import PER_HOUR
from helpdesk.domain.incoming import LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter

DOUBLES_WITHIN = timedelta(days=90)
"""For how long a letter that comes again, as after a mailbox was rebuilt, is known to be the same."""
MOST = 200


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
    same_id = and_(ReceivedLetter.message_id == row.message_id, ReceivedLetter.received_at > now - DOUBLES_WITHIN)
    if not row.message_id:
        same_id = and_(same_id, ReceivedLetter.sender_address == row.sender_address)
    of_sender = and_(ReceivedLetter.sender_address == row.sender_address, ReceivedLetter.received_at > now - PER_HOUR)
    rows = db.session.execute(
        select(
            ReceivedLetter.ticket_id,
            ReceivedLetter.message_id,
            ReceivedLetter.content_hash,
            ReceivedLetter.sha256,
            ReceivedLetter.sender_address,
            ReceivedLetter.received_at,
            ReceivedLetter.stand,
            ReceivedLetter.outcome,
        )
        .where(ReceivedLetter.id != row.id, or_(same_id, of_sender))
        .order_by(case((same_id, 0), else_=1), ReceivedLetter.id.desc())
        .limit(MOST)
    )
    return [Kin(*each) for each in rows]
