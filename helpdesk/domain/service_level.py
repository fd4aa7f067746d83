"""Promised times: working days and working time, as pure functions of instants and a calendar.

A promise of N working days ends when the office closes on the Nth working day after the day of asking, so that the
same question asked on a Friday afternoon or on the Saturday after it has the same answer. Half days count as half.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HALF_DAY_ENDS = time(12)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the office works: local opening hours, days off and half days (local dates). Weekends are always off."""

    version: str
    zone: ZoneInfo
    opens: time
    closes: time
    free: frozenset[date]
    half: frozenset[date] = frozenset()

    def weight(self, day: date) -> float:
        """How much of a working day `day` is: 0, a half or 1."""
        if day.weekday() >= 5 or day in self.free:
            return 0
        return 0.5 if day in self.half else 1

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """When the office opens and closes on `day`, in UTC; None on a day off."""
        weight = self.weight(day)
        if not weight:
            return None
        closes = self.closes if weight == 1 else min(self.closes, HALF_DAY_ENDS)
        opening, closing = (datetime.combine(day, clock, self.zone) for clock in (self.opens, closes))
        return opening.astimezone(UTC), closing.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the helpdesk promises: a first answer within a number of working days."""

    first_answer_days: int
    calendar: Calendar


def promised_by(asked_at: datetime, promise: Promise) -> datetime:
    """The instant (UTC) by which a question asked at `asked_at` is to be answered."""
    calendar = promise.calendar
    day = asked_at.astimezone(calendar.zone).date()
    left = float(promise.first_answer_days)
    while left > 0:
        day += timedelta(days=1)
        left -= calendar.weight(day)
    hours = calendar.hours(day)
    return hours[1] if hours else asked_at


def working_day_after(day: date, calendar: Calendar) -> date:
    """The next day after `day` on which the office works, a half day too."""
    return _working_day_beside(day, timedelta(days=1), calendar)


def working_day_before(day: date, calendar: Calendar) -> date:
    """The last day before `day` on which the office works, a half day too."""
    return _working_day_beside(day, timedelta(days=-1), calendar)


def _working_day_beside(day: date, step: timedelta, calendar: Calendar) -> date:
    day += step
    while not calendar.weight(day):
        day += step
    return day


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The opening hours between two instants; nothing when `end` is not after `start`."""
    total, day = timedelta(), start.astimezone(calendar.zone).date()
    while day <= end.astimezone(calendar.zone).date():
        if hours := calendar.hours(day):
            total += max(min(end, hours[1]) - max(start, hours[0]), timedelta())
        day += timedelta(days=1)
    return total


def after_working_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The instant at which `amount` of opening hours has passed since `start`."""
    day = start.astimezone(calendar.zone).date()
    left, at = amount, start
    while left > timedelta():
        if hours := calendar.hours(day):
            begin = max(at, hours[0])
            open_for = max(hours[1] - begin, timedelta())
            if left <= open_for:
                return begin + left
            left -= open_for
        day += timedelta(days=1)
    return at


def resumed(due_at: datetime, paused_at: datetime, resumed_at: datetime, calendar: Calendar) -> datetime:
    """A due time moved by the working time that its clock stood still, as while the requester is asked back."""
    return after_working_time(due_at, working_time(paused_at, resumed_at, calendar), calendar)
