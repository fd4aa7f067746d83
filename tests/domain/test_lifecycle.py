"""The whole move table of the product, as data: every status with every move."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from helpdesk.domain import lifecycle
from helpdesk.domain.errors import MoveError, ReopenTooLateError
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
STATUSES = ("new", "open", "waiting_requester", "waiting_expert", "waiting_other", "answered", "closed")

# One column a status, in the order above; "-" where the move does not exist.
N, P, R, X, W, A, C = STATUSES
NO = "-"
TABLE = {
    "take": (P, P, R, X, W, A, C),
    "assign": (P, P, R, X, W, A, C),
    "release": (NO, N, NO, NO, NO, NO, NO),
    "ask_requester": (R, R, R, R, R, R, NO),
    "requester_replies": (N, P, P, X, W, P, P),
    "consult": (X, X, X, X, X, X, NO),
    "expert_accepts": (N, P, R, X, W, A, C),
    "expert_declines": (P, P, P, P, P, A, C),
    "expert_answers": (P, P, P, P, P, A, C),
    "wait_for_other": (W, W, W, W, W, NO, NO),
    "wake": (NO, NO, P, P, P, NO, NO),
    "answer": (A, A, A, A, A, A, NO),
    "close": (C, C, C, C, C, C, NO),
    "hand_over": (C, C, C, C, C, C, NO),
    "mark_spam": (C, C, C, C, C, C, NO),
    "merge": (C, C, C, C, C, C, NO),
    "reopen": (NO, NO, NO, NO, NO, NO, P),
    "unmerge": (NO, NO, NO, NO, NO, NO, P),
    "split": (N, P, R, X, W, A, C),
}
ROWS = [(verb, status, to) for verb, row in TABLE.items() for status, to in zip(STATUSES, row, strict=True)]


def test_the_table_here_names_every_status_and_every_move() -> None:
    assert set(STATUSES) == set(Status)
    assert set(TABLE) == set(Move)


@pytest.mark.parametrize(("verb", "status", "to"), [row for row in ROWS if row[2] != NO])
def test_a_move_leads_where_the_table_says(verb: str, status: str, to: str) -> None:
    assert lifecycle.after(Status(status), Move(verb)) == to
    assert lifecycle.may(Status(status), Move(verb))


@pytest.mark.parametrize(("verb", "status"), [row[:2] for row in ROWS if row[2] == NO])
def test_a_move_that_the_table_does_not_have_is_refused(verb: str, status: str) -> None:
    assert not lifecycle.may(Status(status), Move(verb))
    with pytest.raises(MoveError):
        lifecycle.after(Status(status), Move(verb))


@pytest.mark.parametrize(("verb", "status"), list(product(("expert_declines", "expert_answers"), STATUSES)))
def test_while_other_experts_are_still_asked_an_experts_answer_moves_nothing(verb: str, status: str) -> None:
    assert lifecycle.after(Status(status), Move(verb), is_last_consultation=False) == status


def test_whether_others_are_asked_matters_to_no_other_move() -> None:
    assert lifecycle.after(Status.NEW, Move.TAKE, is_last_consultation=False) is Status.OPEN


def test_every_status_can_be_reached_and_left() -> None:
    moves = [(status, to) for row in lifecycle.TRANSITIONS.values() for status, to in row.items() if status is not to]

    assert {status for status, _ in moves} == {to for _, to in moves} == set(Status)


def test_every_move_asks_for_a_permission() -> None:
    assert set(lifecycle.PERMISSION) == set(Move)
    assert set(lifecycle.PERMISSION.values()) <= set(Permission)


def test_the_groups_of_statuses_are_those_of_the_product() -> None:
    assert {R, X, W} == lifecycle.WAITING
    assert {N, P, R, X, W} == lifecycle.UNANSWERED
    assert set(Status) - {Status.CLOSED} == lifecycle.ACTIVE


@pytest.mark.parametrize(("after", "is_open"), [(timedelta(days=30), True), (timedelta(days=30, seconds=1), False)])
def test_a_closed_ticket_can_be_reopened_for_thirty_days(after: timedelta, is_open: bool) -> None:  # noqa: FBT001
    assert lifecycle.is_within_reopening(NOON, NOON + after) is is_open


def test_too_late_is_said_with_what_to_do_instead() -> None:
    lifecycle.require_reopening(NOON, NOON + timedelta(days=30))
    lifecycle.require_reopening(None, NOON)
    with pytest.raises(ReopenTooLateError, match=r"^$"):
        lifecycle.require_reopening(NOON, NOON + timedelta(days=31))
    assert "new question" in ReopenTooLateError.sentence
