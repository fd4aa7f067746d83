"""What has been fetched from a mailbox before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter

_AT_ONCE = 500
"""Numbers in one question: databases take some thousands."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter that lies in a mailbox and is known. `is_kept`: the mailbox has given it out."""

    id: int
    stand: LetterStand
    is_kept: bool


def fetched_by_uid(mailbox: str, uid_validity: int, uids: Sequence[int]) -> Mapping[int, Fetched]:
    """Those of the letters that were tried to be filed, once at least, or that the mailbox did not give out.

    One that is kept and was never tried was left behind by a process that died: it is as good as new.
    """
    found: dict[int, Fetched] = {}
    was_tried = or_(ReceivedLetter.stand != LetterStand.RECEIVED, ReceivedLetter.last_error.is_not(None))
    for begin in range(0, len(uids), _AT_ONCE):
        rows = db.session.execute(
            select(ReceivedLetter.uid, ReceivedLetter.id, ReceivedLetter.stand, ReceivedLetter.raw_key != "").where(
                ReceivedLetter.mailbox == mailbox,
                ReceivedLetter.uid_validity == uid_validity,
                ReceivedLetter.uid.in_(uids[begin : begin + _AT_ONCE]),
                or_(was_tried, ReceivedLetter.raw_key == ""),
            )
        )
        found |= {uid: Fetched(id_, stand, is_kept) for uid, id_, stand, is_kept in rows if uid is not None}
    return found


def withheld_and_gone(mailbox: str, uid_validity: int, uids: Sequence[int]) -> Sequence[int]:
    """The ids of letters that the mailbox was to be asked for again and that lie there no more."""
    there = {(uid_validity, uid) for uid in uids}
    rows = db.session.execute(
        select(ReceivedLetter.id, ReceivedLetter.uid_validity, ReceivedLetter.uid).where(
            ReceivedLetter.mailbox == mailbox,
            ReceivedLetter.stand == LetterStand.RECEIVED,
            ReceivedLetter.raw_key == "",
        )
    )
    return [id_ for id_, *place in rows if tuple(place) not in there]


def stand_of(letter_id: int) -> LetterStand:
    """Where a letter stands."""
    return db.session.scalars(select(ReceivedLetter.stand).where(ReceivedLetter.id == letter_id)).one()
