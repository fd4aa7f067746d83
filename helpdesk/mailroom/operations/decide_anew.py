"""Decide anew: a letter that was put aside by mistake waits once more, for the reason it waited for before."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.facts import LetterBroughtBack
from helpdesk.domain.incoming import DECIDED_BY_DESK, PUT_ASIDE, LetterStand
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.settling import keep_words


def decide_anew(actor: Actor, letter_id: int, letter: IncomingLetter, *, now: datetime) -> None:
    """Let the letter wait again; `letter` is what it says, since its words were emptied when it was put aside.

    Who brings it back has taken it on: they are about to decide. Raises ForbiddenError, or HiddenError where it lies
    aside no more, or never waited for the desk: what lay in quarantine can't be decided on.
    """
    require_role(actor, Permission.LETTER_DECIDE)
    if actor.id is None:
        raise ForbiddenError
    row = db.session.scalar(
        select(ReceivedLetter)
        .where(
            ReceivedLetter.id == letter_id,
            ReceivedLetter.stand == LetterStand.DONE,
            ReceivedLetter.outcome.in_(PUT_ASIDE),
            ReceivedLetter.hold_reason.in_(DECIDED_BY_DESK),
        )
        .with_for_update()
    )
    if row is None:
        raise HiddenError
    row.stand, row.outcome, row.decided_at, row.handler_id = LetterStand.HELD, None, None, actor.id
    keep_words(row, letter)
    journal.record(LetterBroughtBack(subject=("received_letter", row.id)), actor=actor, now=now)
