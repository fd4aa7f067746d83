"""Promised times: days off, half days, summer time, and clocks that stand still."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.service_level import (
    Calendar,
    Promise,
    after_working_time,
    promised_by,
    resumed,
    working_day_after,
    working_day_before,
    working_time,
)

SWEDEN = ZoneInfo("Europe/Stockholm")
CALENDAR = Calendar(
    version="test",
    zone=SWEDEN,
    opens=time(8),
    closes=time(16, 30),
    free=frozenset(
        {
            date(2026, 12, 24),  # Christmas Eve, a Thursday
            date(2026, 12, 25),
            date(2026, 12, 31),  # New Year's Eve, a Thursday
            date(2027, 1, 1),
            date(2027, 1, 6),  # Epiphany, a Wednesday
            date(2027, 3, 26),  # Good Friday
            date(2027, 3, 29),  # Easter Monday
            date(2027, 5, 6),  # Ascension Day, a Thursday
        }
    ),
    half=frozenset({date(2027, 1, 5), date(2027, 3, 25)}),  # Twelfth Night, Maundy Thursday
)
THREE_DAYS = Promise(3, CALENDAR)


def local(text: str) -> datetime:
    """An instant from Swedish clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-16 09:12", "2026-11-19 16:30"),  # Monday: Tuesday, Wednesday, Thursday
        ("2026-11-16 23:59", "2026-11-19 16:30"),  # the same day until midnight
        ("2026-11-20 15:00", "2026-11-25 16:30"),  # Friday: over the weekend
        ("2026-11-21 15:00", "2026-11-25 16:30"),  # Saturday
        ("2026-11-22 15:00", "2026-11-25 16:30"),  # Sunday
        ("2026-12-22 10:00", "2026-12-29 16:30"),  # Wednesday 23, Monday 28, Tuesday 29
        ("2026-12-30 10:00", "2027-01-08 16:30"),  # Monday 4, Tuesday 5 (half), Thursday 7, and half a day is left
        (
            "2027-03-23 10:00",
            "2027-03-31 16:30",
        ),  # Wednesday 24, Thursday 25 (half), Tuesday 30, and half a day is left
        ("2027-05-04 10:00", "2027-05-10 16:30"),  # Ascension Day; the Friday after it is no day off by itself
    ],
)
def test_when_an_answer_is_promised(asked: str, promised: str) -> None:
    by = promised_by(local(asked), THREE_DAYS)

    assert by == local(promised)
    assert by.tzinfo is UTC


def test_a_promise_that_ends_on_a_half_day_ends_at_noon() -> None:
    assert promised_by(local("2027-03-24 10:00"), Promise(1, CALENDAR)) == local("2027-03-30 16:30")
    half_a_day = Calendar(
        "t", SWEDEN, time(8), time(16), frozenset(), frozenset({date(2026, 11, 17), date(2026, 11, 18)})
    )
    assert promised_by(local("2026-11-16 10:00"), Promise(1, half_a_day)) == local("2026-11-18 12:00")


def test_summer_time_moves_the_instant_but_not_the_clock() -> None:
    assert promised_by(local("2026-03-27 10:00"), Promise(1, CALENDAR)) == datetime(2026, 3, 30, 14, 30, tzinfo=UTC)
    assert promised_by(local("2026-03-26 10:00"), Promise(1, CALENDAR)) == datetime(2026, 3, 27, 15, 30, tzinfo=UTC)


def test_a_promise_of_no_days_ends_with_the_day_of_asking() -> None:
    assert promised_by(local("2026-11-16 10:00"), Promise(0, CALENDAR)) == local("2026-11-16 16:30")
    assert promised_by(local("2026-11-21 10:00"), Promise(0, CALENDAR)) == local("2026-11-21 10:00")


@pytest.mark.parametrize(
    ("day", "weight"),
    [("2026-11-20", 1), ("2026-11-21", 0), ("2026-12-24", 0), ("2027-01-05", 0.5)],
)
def test_how_much_of_a_working_day_a_day_is(day: str, weight: float) -> None:
    assert CALENDAR.weight(date.fromisoformat(day)) == weight


def test_an_office_that_closes_before_noon_closes_no_later_on_a_half_day() -> None:
    early = Calendar("t", SWEDEN, time(7), time(11), frozenset(), frozenset({date(2026, 11, 17)}))

    assert early.hours(date(2026, 11, 17)) == (local("2026-11-17 07:00"), local("2026-11-17 11:00"))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20 08:00", "2026-11-20 16:30", 8.5),
        ("2026-11-20 06:00", "2026-11-20 22:00", 8.5),
        ("2026-11-20 15:30", "2026-11-23 09:00", 2),  # over a weekend
        ("2026-11-21 09:00", "2026-11-22 09:00", 0),
        ("2027-03-25 08:00", "2027-03-30 09:00", 5),  # a half day, Easter, an hour
        ("2026-11-20 12:00", "2026-11-20 10:00", 0),  # backwards
        ("2026-11-23 12:00", "2026-11-20 10:00", 0),
    ],
)
def test_the_opening_hours_between_two_instants(start: str, end: str, hours: float) -> None:
    assert working_time(local(start), local(end), CALENDAR) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20 15:30", 2, "2026-11-23 09:00"),
        ("2026-11-20 15:30", 1, "2026-11-20 16:30"),
        ("2026-11-21 15:30", 1, "2026-11-23 09:00"),
        ("2027-03-25 11:00", 2, "2027-03-30 09:00"),
        ("2026-11-21 15:30", 0, "2026-11-21 15:30"),
    ],
)
def test_when_so_many_opening_hours_have_passed(start: str, hours: float, end: str) -> None:
    assert after_working_time(local(start), timedelta(hours=hours), CALENDAR) == local(end)


def test_a_clock_that_stood_still_over_a_weekend_is_moved_by_its_opening_hours() -> None:
    due = resumed(local("2026-11-25 16:30"), local("2026-11-20 15:30"), local("2026-11-23 10:00"), CALENDAR)

    assert due == local("2026-11-26 11:00")  # three hours: one on Friday, two on Monday


def test_a_pause_outside_the_opening_hours_moves_nothing() -> None:
    due = local("2026-11-25 16:30")

    assert resumed(due, local("2026-11-20 18:00"), local("2026-11-22 20:00"), CALENDAR) == due


instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
pauses = st.timedeltas(timedelta(), timedelta(days=60))


@given(asked=instants, later=pauses, days=st.integers(1, 15))
def test_who_asks_later_is_never_promised_an_earlier_answer(asked: datetime, later: timedelta, days: int) -> None:
    promise = Promise(days, CALENDAR)

    assert asked < promised_by(asked, promise) <= promised_by(asked + later, promise)


@given(asked=instants, days=st.integers(1, 15))
def test_a_promise_ends_when_the_office_closes(asked: datetime, days: int) -> None:
    by = promised_by(asked, Promise(days, CALENDAR)).astimezone(SWEDEN)

    assert CALENDAR.weight(by.date())
    assert by.time() in {time(12), time(16, 30)}


@given(start=instants, amount=st.timedeltas(timedelta(seconds=1), timedelta(hours=200)))
def test_the_two_ways_of_counting_agree(start: datetime, amount: timedelta) -> None:
    assert working_time(start, after_working_time(start, amount, CALENDAR), CALENDAR) == amount


@given(due=instants, paused=instants, pause=pauses)
def test_a_pause_takes_nothing_from_the_time_that_is_left(due: datetime, paused: datetime, pause: timedelta) -> None:
    moved = resumed(due, paused, paused + pause, CALENDAR)

    assert moved >= due
    assert working_time(due, moved, CALENDAR) == working_time(paused, paused + pause, CALENDAR)


@given(due=instants, paused=instants, first=pauses, second=pauses)
def test_two_pauses_in_a_row_are_one(due: datetime, paused: datetime, first: timedelta, second: timedelta) -> None:
    between, end = paused + first, paused + first + second
    once = resumed(due, paused, end, CALENDAR)

    assert resumed(resumed(due, paused, between, CALENDAR), between, end, CALENDAR) == once


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 11, 18), date(2026, 11, 17), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 12, 28), date(2026, 12, 23), date(2026, 12, 29)),
        (date(2027, 1, 6), date(2027, 1, 5), date(2027, 1, 7)),
    ],
)
def test_the_working_days_beside_a_day(day: date, before: date, after: date) -> None:
    assert working_day_before(day, CALENDAR) == before
    assert working_day_after(day, CALENDAR) == after
