"""Give back: who has taken on a letter leaves it to others."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import LetterGivenBack
from helpdesk.kit import journal
from helpdesk.mailroom.operations.decide import LetterStaleError, TakenOverError, waiting_row


def give_back(actor: Actor, letter_id: int, *, now: datetime) -> None:
    """Have the letter no longer: its personal data are hidden from the actor, too, from then on.

    Raises TakenOverError where somebody else has it, LetterStaleError where nobody has; else as `take_on`.
    """
    row = waiting_row(actor, letter_id)
    if row.handler_id is None:
        raise LetterStaleError
    if row.handler_id != actor.id:
        raise TakenOverError
    row.handler_id = None
    journal.record(LetterGivenBack(subject=("received_letter", row.id)), actor=actor, now=now)
