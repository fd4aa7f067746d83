"""A question to an expert: which step leads where, and from when nobody waits any more."""

from datetime import date

import pytest

from helpdesk.domain import consultation
from helpdesk.domain.consultation import ConsultationOverError, ConsultationState, Step

S = ConsultationState
LEADS = {
    (S.ASKED, Step.ACCEPT): S.ACCEPTED,
    (S.ASKED, Step.DECLINE): S.DECLINED,
    (S.ASKED, Step.ANSWER): S.ANSWERED,
    (S.ASKED, Step.WITHDRAW): S.WITHDRAWN,
    (S.ASKED, Step.EXPIRE): S.EXPIRED,
    (S.ACCEPTED, Step.DECLINE): S.DECLINED,
    (S.ACCEPTED, Step.ANSWER): S.ANSWERED,
    (S.ACCEPTED, Step.WITHDRAW): S.WITHDRAWN,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", Step)
def test_every_step_from_every_state(state: ConsultationState, step: Step) -> None:
    if to := LEADS.get((state, step)):
        assert consultation.may(state, step)
        assert consultation.after(state, step) is to
        return
    assert not consultation.may(state, step)
    with pytest.raises(ConsultationOverError):
        consultation.after(state, step)


def test_an_open_question_can_be_withdrawn_and_what_is_open_is_shown() -> None:
    assert {state for state in S if consultation.may(state, Step.WITHDRAW)} == consultation.OPEN
    assert consultation.OPEN < consultation.SHOWN


def test_they_write_to_each_other_as_long_as_the_expert_sees_the_question() -> None:
    assert {state for state in S if consultation.may_write(state)} == {S.ASKED, S.ACCEPTED, S.ANSWERED}


@pytest.mark.parametrize(
    ("state", "today", "has_run_out"),
    [
        (S.ASKED, date(2026, 11, 20), False),
        (S.ASKED, date(2026, 11, 21), True),
        (S.ACCEPTED, date(2026, 12, 24), False),
        (S.ANSWERED, date(2026, 12, 24), False),
    ],
)
def test_a_question_runs_out_the_day_after_its_last_when_nobody_took_it_on(
    state: ConsultationState, today: date, *, has_run_out: bool
) -> None:
    assert consultation.has_run_out(state, date(2026, 11, 20), today) is has_run_out
