"""Periods that figures are made for, and their weeks and months."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.errors import InputError
from helpdesk.domain.period import (
    EARLIEST,
    Period,
    Step,
    chosen_period,
    last_quarter,
    thirty_days,
    this_year,
    twelve_months,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("preset", "today", "first", "last"),
    [
        (twelve_months, TODAY, date(2025, 11, 1), TODAY),
        (twelve_months, date(2028, 2, 29), date(2027, 2, 1), date(2028, 2, 29)),
        (thirty_days, TODAY, date(2026, 10, 22), TODAY),
        (last_quarter, TODAY, date(2026, 7, 1), date(2026, 9, 30)),
        (last_quarter, date(2026, 2, 3), date(2025, 10, 1), date(2025, 12, 31)),
        (this_year, TODAY, date(2026, 1, 1), TODAY),
    ],
)
def test_periods_to_choose_with_one_step(preset: object, today: date, first: date, last: date) -> None:
    assert callable(preset)
    assert preset(today) == Period(first, last)


def test_a_period_begins_and_ends_at_swedish_midnights() -> None:
    period = Period(date(2026, 3, 28), date(2026, 3, 29))  # summer time begins on the 29th
    assert period.start == datetime(2026, 3, 27, 23, tzinfo=UTC)
    assert period.end == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_a_long_period_falls_into_months() -> None:
    parts = Period(date(2025, 11, 15), date(2026, 3, 20)).parts()
    assert parts[0] == Period(date(2025, 11, 15), date(2025, 11, 30))
    assert parts[2] == Period(date(2026, 1, 1), date(2026, 1, 31))
    assert parts[-1] == Period(date(2026, 3, 1), date(2026, 3, 20))


def test_a_short_period_falls_into_weeks_from_monday() -> None:
    period = Period(date(2026, 11, 4), TODAY)
    assert period.step is Step.WEEK
    assert period.parts() == (
        Period(date(2026, 11, 4), date(2026, 11, 8)),
        Period(date(2026, 11, 9), date(2026, 11, 15)),
        Period(date(2026, 11, 16), TODAY),
    )


@given(st.dates(EARLIEST, TODAY), st.integers(0, 2000))
def test_the_parts_are_the_period_without_gaps(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    parts = period.parts()
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    for part, following in pairwise(parts):
        assert part.end == following.start


@pytest.mark.parametrize(
    ("first", "last", "chosen"),
    [
        (None, None, twelve_months(TODAY)),
        (date(2026, 1, 1), None, Period(date(2026, 1, 1), TODAY)),
        (None, date(2026, 1, 31), Period(date(2025, 1, 1), date(2026, 1, 31))),
        (None, date(2018, 3, 1), Period(EARLIEST, date(2018, 3, 1))),
        (TODAY, TODAY, Period(TODAY, TODAY)),
    ],
)
def test_what_is_left_out_is_filled_in(first: date | None, last: date | None, chosen: Period) -> None:
    assert chosen_period(first, last, TODAY) == chosen


@pytest.mark.parametrize(
    ("first", "last", "field", "says"),
    [
        (None, date(2026, 11, 21), "last", "today at the latest"),
        (date(2017, 12, 31), TODAY, "first", "2018 at the earliest"),
        (None, date(1, 1, 1), "last", "2018 at the earliest"),
        (date(2026, 11, 2), date(2026, 11, 1), "last", "ends before it begins"),
        (date(2019, 1, 1), TODAY, "first", "five years"),
    ],
)
def test_what_no_figures_can_be_made_for(first: date | None, last: date | None, field: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        chosen_period(first, last, TODAY)
    assert refused.value.field == field
    assert says in refused.value.sentence
