"""Letters that have to do with one that has just come: the same once more, and others of its sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from helpdesk.domain.acknowledging import PER_HOUR
from helpdesk.domain.incoming import LetterStand
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
    sender_address: str
    received_at: datetime
    stand: LetterStand

    @property
    def is_settled(self) -> bool:
        """Whether it has been filed, or waits for a person."""
        return self.stand is not LetterStand.RECEIVED


def kin_of(row: ReceivedLetter, now: datetime) -> Sequence[Kin]:
    """Letters with the same Message-ID in DOUBLES_WITHIN, and those of the same sender in the last hour, the newest first."""
    same_id = and_(ReceivedLetter.message_id == row.message_id, ReceivedLetter.received_at > now - DOUBLES_WITHIN)
    if not row.message_id:
        same_id = and_(same_id, ReceivedLetter.sender_address == row.sender_address)
    of_sender = and_(ReceivedLetter.sender_address == row.sender_address, ReceivedLetter.received_at > now - PER_HOUR)
    rows = db.session.execute(
        select(
            ReceivedLetter.ticket_id,
            ReceivedLetter.message_id,
            ReceivedLetter.content_hash,
            ReceivedLetter.sender_address,
            ReceivedLetter.received_at,
            ReceivedLetter.stand,
        )
        .where(ReceivedLetter.id != row.id, or_(same_id, of_sender))
        .order_by(ReceivedLetter.id.desc())
        .limit(MOST)
    )
    return [Kin(*each) for each in rows]
