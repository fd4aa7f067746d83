"""Working time for many instants: the same as the rule for one."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.office_clock import Deadlines, OfficeClock, working_day
from helpdesk.domain.service_level import Calendar, Promise, promised_by, working_time
from helpdesk.domain.zone import SWEDEN

CALENDAR = Calendar(
    version="test",
    zone=SWEDEN,
    opens=time(8),
    closes=time(16, 30),
    free=frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6)}),
    half=frozenset({date(2027, 1, 5), date(2027, 3, 25)}),
)
FIRST, LAST = date(2026, 10, 1), date(2027, 4, 15)
instants = st.datetimes(
    datetime(2026, 10, 2),  # noqa: DTZ001  the zone comes with the strategy
    datetime(2027, 4, 14),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
OFFICE = OfficeClock.between(FIRST, LAST, CALENDAR)
DEADLINES = Deadlines.between(FIRST, LAST, Promise(3, CALENDAR))


@given(instants, instants)
def test_worked_time_is_the_rule_s(start: datetime, end: datetime) -> None:
    expected = working_time(start, end, CALENDAR)
    assert timedelta(seconds=OFFICE.worked(int(start.timestamp()), int(end.timestamp()))) == expected


@given(instants)
def test_deadlines_are_the_promise_s(asked: datetime) -> None:
    assert DEADLINES.of(int(asked.timestamp())) == promised_by(asked, Promise(3, CALENDAR)).timestamp()


def test_before_the_clock_began_nothing_was_worked() -> None:
    assert OFFICE.reading(0) == 0


def test_a_working_day() -> None:
    assert working_day(CALENDAR) == 8.5 * 3600
