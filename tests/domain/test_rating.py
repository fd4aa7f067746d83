"""When an answer can be rated."""

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.domain.rating import RATINGS, may_be_rated

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.mark.parametrize("status", Status)
def test_before_it_is_closed_only_an_answered_ticket_is_rated(status: Status) -> None:
    assert may_be_rated(status, None, None, NOON) is (status in {Status.ANSWERED, Status.CLOSED})


@pytest.mark.parametrize(
    ("reason", "has_an_answer"),
    [
        ("solved", True),
        ("handed_over", True),
        ("no_reply", True),
        ("withdrawn", False),
        ("spam", False),
        ("duplicate", False),
    ],
)
def test_what_has_no_answer_of_its_own_is_not_rated(reason: str, has_an_answer: bool) -> None:  # noqa: FBT001
    assert may_be_rated(Status.CLOSED, ClosingReason(reason), NOON, NOON) is has_an_answer


@pytest.mark.parametrize(("days", "in_time"), [(30, True), (31, False)])
def test_a_closed_ticket_is_rated_for_thirty_days(days: int, in_time: bool) -> None:  # noqa: FBT001
    assert may_be_rated(Status.CLOSED, ClosingReason.SOLVED, NOON, NOON + timedelta(days=days)) is in_time


def test_ratings_go_from_one_to_five() -> None:
    assert list(RATINGS) == [1, 2, 3, 4, 5]
