"""Withhold: a letter that its mailbox does not give out is tried three times, and keeps back no other; then a person is told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import LetterDecided
from helpdesk.domain.incoming import TRIES, HoldReason, Outcome
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.quarantine import lay_aside
from helpdesk.mailroom.operations.receive import Envelope, row_for
from helpdesk.mailroom.operations.settling import settle


def withhold(envelope: Envelope, error: str, *, is_its_fault: bool, now: datetime) -> None:
    """The mailbox holds the letter and does not give it out. After three such tries it lies in quarantine, and in the mailbox still.

    `is_its_fault`: the mailbox gives out others, so that this one is the trouble; from then on every try counts. `error` is a
    kind and a server's code, and nothing that was said.
    """
    row = row_for(envelope, now)
    row.raw_key, row.sha256, row.size = "", "", 0
    row.last_error = error[:200]
    if is_its_fault or row.tries:
        row.tries += 1
    db.session.add(row)
    db.session.flush()
    if row.tries >= TRIES:
        lay_aside(row, HoldReason.UNREADABLE, None, now)


def gone(letter_ids: Sequence[int], *, now: datetime) -> None:
    """The mailbox holds them no more, which it never gave out: somebody has seen to them there, and nothing is left to do here."""
    for row in db.session.scalars(select(ReceivedLetter).where(ReceivedLetter.id.in_(letter_ids))):
        settle(row, Outcome.PUT_ASIDE)
        row.decided_at = now
        fact = LetterDecided(subject=("received_letter", row.id), outcome=Outcome.PUT_ASIDE)
        journal.record(fact, actor=SYSTEM, now=now)
