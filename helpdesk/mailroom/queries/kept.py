"""Where a kept letter lies."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter's raw bytes: under which key they lie, and what their SHA-256 was when they came."""

    raw_key: str
    sha256: str
    is_quarantined: bool


def kept_letter(letter_id: int) -> KeptLetter | None:
    """The letter with this id; None where there is none."""
    row = db.session.execute(
        select(ReceivedLetter.raw_key, ReceivedLetter.sha256, ReceivedLetter.stand).where(
            ReceivedLetter.id == letter_id
        )
    ).one_or_none()
    if row is None:
        return None
    return KeptLetter(row.raw_key, row.sha256, row.stand is LetterStand.QUARANTINED)
