"""Quarantine: what could not be read or filed is laid aside, with the reason, and tried again when somebody says so."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import SYSTEM, Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import LetterDecided, LetterQuarantined, LetterRetried
from helpdesk.domain.incoming import TRIES, HoldReason, LetterStand, Outcome
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.settling import describe, settle

PAUSE = timedelta(minutes=1)
"""Before the next try where the trouble is not the letter's: a disk that is full, a server that is away."""
PATIENCE = timedelta(days=5)
"""For how long such a trouble may last until it counts as the letter's all the same: as long as mail servers wait."""


def quarantine(letter_id: int, reason: HoldReason, letter: IncomingLetter | None, *, now: datetime) -> None:
    """Lay the letter aside: `letter` is what could be read of it, None where nothing is left to read."""
    row = _locked(letter_id)
    if row is not None:
        lay_aside(row, reason, letter, now)


def lay_aside(row: ReceivedLetter, reason: HoldReason, letter: IncomingLetter | None, now: datetime) -> None:
    """Lay a letter aside that this transaction has received, or locked; `letter` as for `quarantine`."""
    if letter is not None:
        describe(row, letter)
    row.stand, row.hold_reason, row.next_try_at = LetterStand.QUARANTINED, reason, None
    journal.record(LetterQuarantined(subject=("received_letter", row.id), reason=reason), actor=SYSTEM, now=now)


def failed(letter_id: int, error: str, letter: IncomingLetter | None, *, now: datetime) -> None:
    """Filing it went wrong: try again at once, at last lay it aside. `error` is the fault's kind, never its words."""
    row = _locked(letter_id)
    if row is None:
        return
    row.tries, row.last_error, row.next_try_at = row.tries + 1, error, now
    if row.tries >= TRIES:
        lay_aside(row, HoldReason.FAILED, letter, now)


def put_off(letter_id: int, error: str, *, now: datetime) -> None:
    """Filing it went wrong, and not by its own fault: try again in a while, which counts as no try. `error` as for `failed`."""
    row = _locked(letter_id)
    if row is None:
        return
    if now - row.received_at > PATIENCE:
        failed(letter_id, error, None, now=now)
    else:
        row.last_error, row.next_try_at = error, now + PAUSE


def retry(actor: Actor, letter_id: int, *, now: datetime) -> None:
    """Let a letter in quarantine be read and filed anew. Raises ForbiddenError, or HiddenError where it lies there no more."""
    row = _quarantined(actor, letter_id)
    row.stand, row.hold_reason, row.tries = LetterStand.RECEIVED, None, 0
    row.last_error, row.next_try_at = None, now
    journal.record(LetterRetried(subject=("received_letter", row.id)), actor=actor, now=now)


def dismiss(actor: Actor, letter_id: int, *, now: datetime) -> None:
    """Nothing more can be done about a letter in quarantine: it is kept, and lies there no more. Raises as `retry`."""
    row = _quarantined(actor, letter_id)
    settle(row, Outcome.PUT_ASIDE)
    row.decided_at, row.handler_id = now, actor.id
    fact = LetterDecided(subject=("received_letter", row.id), outcome=Outcome.PUT_ASIDE)
    journal.record(fact, actor=actor, now=now)


def _quarantined(actor: Actor, letter_id: int) -> ReceivedLetter:
    require_role(actor, Permission.MAILBOX_MANAGE)
    row = db.session.scalar(
        select(ReceivedLetter)
        .where(ReceivedLetter.id == letter_id, ReceivedLetter.stand == LetterStand.QUARANTINED)
        .with_for_update()
    )
    if row is None:
        raise HiddenError
    return row


def _locked(letter_id: int) -> ReceivedLetter | None:
    return db.session.scalar(
        select(ReceivedLetter)
        .where(ReceivedLetter.id == letter_id, ReceivedLetter.stand == LetterStand.RECEIVED)
        .with_for_update()
    )
