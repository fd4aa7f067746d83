"""When a published article wants attention."""

from datetime import UTC, date, datetime, timedelta

import pytest

from helpdesk.domain.freshness import Confirmation, is_due_for_reminder, is_low, is_masking_settled

TODAY = date(2026, 11, 20)
SUBMITTED = datetime(2026, 11, 19, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("review_by", "reminded_on", "is_due"),
    [
        (date(2026, 12, 4), None, True),
        (date(2026, 12, 5), None, False),
        (date(2026, 11, 1), None, True),
        (date(2026, 12, 4), date(2026, 12, 4), False),
        (date(2026, 12, 4), date(2025, 12, 4), True),
    ],
)
def test_the_owner_is_reminded_once_for_each_date(review_by: date, reminded_on: date | None, is_due: bool) -> None:  # noqa: FBT001
    assert is_due_for_reminder(review_by, reminded_on, TODAY) is is_due


@pytest.mark.parametrize(
    ("useful", "ratings", "low"),
    [(0, 2, False), (0, 3, True), (1, 3, True), (2, 4, False), (2, 5, True), (3, 5, False)],
)
def test_under_half_of_at_least_three_is_low(useful: int, ratings: int, low: bool) -> None:  # noqa: FBT001
    assert is_low(useful, ratings) is low


def test_nobody_has_confirmed_the_masking() -> None:
    assert not is_masking_settled(None, {1}, SUBMITTED, was_published=True)


@pytest.mark.parametrize(
    ("by", "at", "is_settled"),
    [
        (3, SUBMITTED, True),
        (3, SUBMITTED - timedelta(seconds=1), False),  # an earlier text
        (1, SUBMITTED, False),  # an author's own
    ],
)
def test_somebody_outside_confirms_the_text_that_was_sent_in(by: int, at: datetime, is_settled: bool) -> None:  # noqa: FBT001
    confirmed = Confirmation(by, at)

    assert is_masking_settled(confirmed, {1, 2}, SUBMITTED, was_published=False) is is_settled
    assert is_masking_settled(confirmed, {1, 2}, SUBMITTED, was_published=True)
    assert not is_masking_settled(confirmed, {1, 2}, None, was_published=False)
