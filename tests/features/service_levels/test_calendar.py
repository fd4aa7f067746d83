from datetime import date, time

import pytest

from helpdesk.service_levels.queries.calendar import swedish_calendar

CALENDAR = swedish_calendar(time(8), time(16))


@pytest.mark.parametrize(
    ("day", "weight"),
    [
        (date(2026, 5, 12), 1),
        (date(2026, 5, 13), 0.5),  # before Ascension
        (date(2026, 5, 14), 0),
        (date(2026, 5, 15), 1),  # between Ascension and the weekend: no day off by itself
        (date(2026, 4, 2), 0.5),  # Maundy Thursday
        (date(2026, 6, 19), 0),  # midsummer's eve
        (date(2026, 10, 30), 0.5),  # before All Saints
        (date(2027, 5, 5), 0.5),  # before Ascension
        (date(2024, 5, 8), 0.5),  # before Ascension
    ],
)
def test_how_much_of_a_working_day(day: date, weight: float) -> None:
    assert CALENDAR.weight(day) == weight


def test_half_days_are_no_days_off() -> None:
    assert not CALENDAR.half & CALENDAR.free
