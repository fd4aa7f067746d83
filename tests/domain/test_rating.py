from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.domain.lifecycle import Status
from helpdesk.domain.rating import may_be_rated

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)


def test_an_answer_can_be_rated_for_as_long_as_the_ticket_stands_answered() -> None:
    assert may_be_rated(Status.ANSWERED, None, NOW, was_answered=True)


@pytest.mark.parametrize("status", [each for each in Status if each not in {Status.ANSWERED, Status.CLOSED}])
def test_while_somebody_waits_there_is_nothing_to_rate(status: Status) -> None:
    assert not may_be_rated(status, None, NOW, was_answered=True)


def test_what_closed_without_an_answer_has_nothing_to_rate() -> None:
    assert not may_be_rated(Status.CLOSED, NOW, NOW, was_answered=False)


@pytest.mark.parametrize(("days", "may"), [(0, True), (30, True), (30.001, False)])
def test_thirty_days_after_closing_it_is_too_late(days: float, *, may: bool) -> None:
    assert may_be_rated(Status.CLOSED, NOW - timedelta(days=days), NOW, was_answered=True) is may
