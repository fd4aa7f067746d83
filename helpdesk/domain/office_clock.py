"""Working time for many instants at once: the same rule as `service_level`, reckoned once a day instead of once a ticket."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helpdesk.domain.service_level import Calendar, Promise, promised_by
from helpdesk.domain.zone import midnight

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeClock:
    """The office's opening hours from a day to another. Instants are whole seconds since 1970 (UTC)."""

    openings: Sequence[int]
    lengths: Sequence[int]
    """Seconds that the office is open from each opening."""
    before: Sequence[int]
    """Seconds that it had been open before each opening."""

    @classmethod
    def between(cls, first: date, last: date, calendar: Calendar) -> "OfficeClock":
        """The clock for all instants from the day `first` to the day `last`."""
        openings, lengths, before, total = [], [], [], 0
        for number in range((last - first).days + 1):
            if hours := calendar.hours(first + number * _DAY):
                opens, closes = (int(at.timestamp()) for at in hours)
                openings.append(opens)
                lengths.append(closes - opens)
                before.append(total)
                total += closes - opens
        return cls(openings, lengths, before)

    def reading(self, instant: int) -> int:
        """Seconds that the office has been open since the clock began."""
        place = bisect_right(self.openings, instant) - 1
        if place < 0:
            return 0
        return self.before[place] + min(instant - self.openings[place], self.lengths[place])

    def worked(self, start: int, end: int) -> int:
        """Seconds of opening hours between two instants; 0 when `end` is not after `start`."""
        return max(self.reading(end) - self.reading(start), 0)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when a question of each day is to be answered: a promise counts from the day of asking, not from the hour."""

    midnights: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def between(cls, first: date, last: date, promise: Promise) -> "Deadlines":
        """The deadlines of all questions from the day `first` to the day `last`."""
        starts = [midnight(first + number * _DAY) for number in range((last - first).days + 1)]
        return cls(
            [int(start.timestamp()) for start in starts],
            [int(promised_by(start, promise).timestamp()) for start in starts],
        )

    def of(self, asked: int) -> int:
        """The last second in which the answer to what was asked then is in time."""
        return self.ends[bisect_right(self.midnights, asked) - 1]


def working_day(calendar: Calendar) -> int:
    """Seconds of a whole working day."""
    opens, closes = (each.hour * 3600 + each.minute * 60 + each.second for each in (calendar.opens, calendar.closes))
    return closes - opens
