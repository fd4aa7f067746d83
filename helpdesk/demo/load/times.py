"""When things happen: seasons, weekdays and office hours."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from helpdesk.domain.service_level import Calendar, Promise, promised_by

SPAN = timedelta(days=3 * 365)
"""How far back the questions reach."""
MONTHS = (0.95, 1.05, 1.1, 1.0, 1.0, 0.7, 0.08, 0.75, 1.3, 1.4, 1.35, 0.9)
"""Questions a month, January first: July is nearly dead, the autumn is full."""
CHRISTMAS = ((12, 20), (1, 6))
AT_CHRISTMAS = 0.12
WEEKDAYS = (1.2, 1.25, 1.1, 1.0, 0.7, 0.03, 0.04)
ON_A_DAY_OFF = 0.04
GROWTH = 0.5
"""Three years ago there were half as many questions as today."""
HOURS = (
    (6, 1),
    (7, 5),
    (8, 12),
    (9, 15),
    (10, 16),
    (11, 9),
    (12, 7),
    (13, 14),
    (14, 13),
    (15, 11),
    (16, 5),
    (19, 1),
    (21, 1),
)
"""How many questions come in which (Swedish) hour."""
QUICKLY, SLOWLY = 0.9, 1.2
"""How unlike delays are: the standard deviation of their logarithm."""


def openings(number: int, calendar: Calendar, draw: Random, until: datetime) -> list[datetime]:
    """When `number` questions came, oldest first; the newest not after `until`."""
    first, last = ((at.astimezone(calendar.zone)).date() for at in (until - SPAN, until))
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    growing = [GROWTH + (1 - GROWTH) * place / len(days) for place in range(len(days))]
    chosen = draw.choices(
        days, [_weight(day, calendar) * more for day, more in zip(days, growing, strict=True)], k=number
    )
    hours, weights = zip(*HOURS, strict=True)
    times = draw.choices(hours, weights, k=number)
    return sorted(min(_at(day, hour, calendar, draw), until) for day, hour in zip(chosen, times, strict=True))


def zipf(things: int, steepness: float = 0.9) -> list[float]:
    """Weights of the first, second, third ... of a number of things: each rank a little rarer."""
    return [1 / (rank + 2) ** steepness for rank in range(things)]


def promised(at: datetime, promise: Promise) -> datetime:
    """As the rule book's `promised_by`, worked out once for all that is asked on the same day."""
    return _promised_on(at.astimezone(promise.calendar.zone).date(), promise)


@cache
def _promised_on(day: date, promise: Promise) -> datetime:
    return promised_by(datetime.combine(day, time(12), promise.calendar.zone), promise)


class Chooser:
    """Draws places of a list by weights that stay."""

    def __init__(self, weights: Sequence[float]) -> None:
        """Add the weights up once."""
        self._sums = list(accumulate(weights))

    def choose(self, draw: Random) -> int:
        """A place."""
        return min(bisect_left(self._sums, draw.random() * self._sums[-1]), len(self._sums) - 1)


class Office:
    """Office hours, each day's worked out once."""

    def __init__(self, calendar: Calendar, draw: Random) -> None:
        """`draw` spreads what has waited for the morning."""
        self._calendar, self._draw = calendar, draw
        self._hours: dict[date, tuple[datetime, datetime] | None] = {}

    def later(self, at: datetime, median_hours: float, spread: float = SLOWLY) -> datetime:
        """Some time after `at`, half the times within `median_hours`, in office hours."""
        hours = median_hours * math.exp(self._draw.gauss(0, spread))
        return self.at_work(at + timedelta(minutes=1 + round(min(hours, 2000) * 60)))

    def at_work(self, at: datetime) -> datetime:
        """The instant itself in office hours; else some time of the next day at work."""
        day = at.astimezone(self._calendar.zone).date()
        while not (hours := self._hours_of(day)) or hours[1] <= at:
            day += timedelta(days=1)
        return at if hours[0] <= at else hours[0] + (hours[1] - hours[0]) * (self._draw.random() ** 2 * 0.9)

    def _hours_of(self, day: date) -> tuple[datetime, datetime] | None:
        if day not in self._hours:
            self._hours[day] = self._calendar.hours(day)
        return self._hours[day]


def _weight(day: date, calendar: Calendar) -> float:
    season = MONTHS[day.month - 1]
    if (day.month, day.day) >= CHRISTMAS[0] or (day.month, day.day) <= CHRISTMAS[1]:
        season = min(season, AT_CHRISTMAS)
    return season * (ON_A_DAY_OFF if day in calendar.free else WEEKDAYS[day.weekday()])


def _at(day: date, hour: int, calendar: Calendar, draw: Random) -> datetime:
    begins = datetime(day.year, day.month, day.day, hour, tzinfo=calendar.zone)
    return begins.astimezone(UTC) + timedelta(seconds=draw.randrange(3600))
