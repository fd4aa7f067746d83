"""What has been fetched from a mailbox before."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter

_AT_ONCE = 500
"""Numbers in one question: databases take some thousands."""


def stands_by_uid(mailbox: str, uid_validity: int, uids: Sequence[int]) -> dict[int, LetterStand]:
    """Where those of the letters stand that have been kept and, once at least, tried to be filed.

    One that is kept and was never tried was left behind by a process that died: it is as good as new.
    """
    found: dict[int, LetterStand] = {}
    for begin in range(0, len(uids), _AT_ONCE):
        some = uids[begin : begin + _AT_ONCE]
        rows = db.session.execute(
            select(ReceivedLetter.uid, ReceivedLetter.stand).where(
                ReceivedLetter.mailbox == mailbox,
                ReceivedLetter.uid_validity == uid_validity,
                ReceivedLetter.uid.in_(some),
                or_(ReceivedLetter.stand != LetterStand.RECEIVED, ReceivedLetter.tries > 0),
            )
        )
        found |= {uid: stand for uid, stand in rows if uid is not None}
    return found


def stand_of(letter_id: int) -> LetterStand:
    """Where a letter stands."""
    return db.session.scalars(select(ReceivedLetter.stand).where(ReceivedLetter.id == letter_id)).one()
