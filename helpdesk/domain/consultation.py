"""A question to an expert in a model municipality: its states and steps, and what its expert may see.

Source: `product.md`, "Ticket" and "Triage and routing": asked, accepted, declined, answered, withdrawn, expired.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from helpdesk.domain.errors import N_, MoveError


class ConsultationState(StrEnum):
    """Where a question to an expert stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Step(StrEnum):
    """What can happen to a question to an expert."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class ConsultationPart(StrEnum):
    """What a message is in a consultation: these messages, and no others, the expert sees."""

    QUESTION = "question"
    """The adviser's own question: always the first."""
    SHARED = "shared"
    """A message of the ticket that the adviser chose to share."""
    DIALOGUE = "dialogue"
    """What adviser and expert wrote to each other, before the answer or after it."""
    ANSWER = "answer"


S = ConsultationState
OPEN = frozenset({S.ASKED, S.ACCEPTED})
"""Somebody still has it to answer."""
SHOWN = OPEN | {S.ANSWERED}
"""States in which the expert sees what was shared. Who declined, or was relieved, has no need of it any more."""

STEPS: Mapping[Step, Mapping[ConsultationState, ConsultationState]] = {
    Step.ACCEPT: {S.ASKED: S.ACCEPTED},
    Step.DECLINE: {S.ASKED: S.DECLINED, S.ACCEPTED: S.DECLINED},
    Step.ANSWER: {S.ASKED: S.ANSWERED, S.ACCEPTED: S.ANSWERED},
    Step.WITHDRAW: {S.ASKED: S.WITHDRAWN, S.ACCEPTED: S.WITHDRAWN},
    Step.EXPIRE: {S.ASKED: S.EXPIRED},
}


class ConsultationOverError(MoveError):
    """The question is not open any more."""

    sentence = N_("The question is not open any more. Read what has happened, and write to the adviser if you need to.")


class TakenByColleagueError(MoveError):
    """The question was put to all experts of a municipality, and another one has taken it on."""

    sentence = N_("A colleague has taken the question on.")


def after(state: ConsultationState, step: Step) -> ConsultationState:
    """The state that `step` leads to. Raises ConsultationOverError where the table has no such step."""
    try:
        return STEPS[step][state]
    except KeyError:
        raise ConsultationOverError from None


def may(state: ConsultationState, step: Step) -> bool:
    """Whether the table has the step from this state."""
    return state in STEPS[step]


def may_write(state: ConsultationState) -> bool:
    """Whether adviser and expert can write to each other: as long as the expert sees what was shared, also after the answer."""
    return state in SHOWN


def has_run_out(state: ConsultationState, answer_by: date, today: date) -> bool:
    """Whether nobody has taken the question on by its last day (`answer_by`, in Sweden); who accepted may still answer."""
    return may(state, Step.EXPIRE) and today > answer_by
