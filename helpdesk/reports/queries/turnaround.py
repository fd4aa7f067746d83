"""How long answers took, in the office's working time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from helpdesk.domain.office_clock import Deadlines, OfficeClock
from helpdesk.domain.period import Period
from helpdesk.domain.service_level import Calendar, Promise
from helpdesk.domain.spread import Spread, spread_of
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.instants import seconds
from helpdesk.tickets.models.ticket import Ticket

Span = tuple[int, int]
"""From when until when, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Turnaround:
    """Of the tickets that came to their end (first answer, or closing) in a period: seconds of working time since opening."""

    period: Period
    worked: Spread
    in_time: int | None
    """How many came to it within the promised time; None where no time is promised."""

    @property
    def number(self) -> int:
        """How many tickets."""
        return self.worked.number

    @property
    def share_in_time(self) -> float | None:
        """The part of them that was in time, 0 to 1; None without tickets or promise."""
        return self.in_time / self.number if self.number and self.in_time is not None else None


@dataclass(frozen=True, slots=True)
class Turnarounds:
    """For the whole period, and for each of its parts."""

    whole: Turnaround
    parts: tuple[Turnaround, ...]


def first_answers(period: Period, promise: Promise) -> Turnarounds:
    """From the question to its first answer, by when that was sent: one query."""
    return _turnarounds(Ticket.first_answered_at, period, promise.calendar, promise)


def closings(period: Period, calendar: Calendar) -> Turnarounds:
    """From the question to the closing that stands now, by when that was: one query."""
    return _turnarounds(Ticket.closed_at, period, calendar, None)


def _turnarounds(
    end: InstrumentedAttribute[datetime | None], period: Period, calendar: Calendar, promise: Promise | None
) -> Turnarounds:
    rows = db.session.execute(
        select(seconds(Ticket.opened_at), seconds(end)).where(end >= period.start, end < period.end)
    )
    spans: list[Span] = [(opened, ended) for opened, ended in rows]
    parts = period.parts()
    starts = [int(part.start.timestamp()) for part in parts]
    measured = _Measured.of(spans, period.last, calendar, promise)
    heaps: list[list[int]] = [[] for _ in parts]
    for place, (_, ended) in enumerate(spans):
        heaps[bisect_right(starts, ended) - 1].append(place)
    return Turnarounds(
        measured.turnaround(period, range(len(spans))),
        tuple(measured.turnaround(part, heap) for part, heap in zip(parts, heaps, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """Of each ticket its working time, and whether it was in time."""

    worked: Sequence[int]
    in_time: Sequence[bool] | None

    @classmethod
    def of(cls, spans: Sequence[Span], last: date, calendar: Calendar, promise: Promise | None) -> "_Measured":
        if not spans:
            return cls((), None if promise is None else ())
        first = swedish_day(datetime.fromtimestamp(min(opened for opened, _ in spans), UTC))
        office = OfficeClock.between(first, last, calendar)
        worked = [office.worked(opened, ended) for opened, ended in spans]
        if promise is None:
            return cls(worked, None)
        deadlines = Deadlines.between(first, last, promise)
        return cls(worked, [ended <= deadlines.of(opened) for opened, ended in spans])

    def turnaround(self, period: Period, places: Sequence[int]) -> Turnaround:
        worked = spread_of(self.worked[place] for place in places)
        return Turnaround(
            period, worked, None if self.in_time is None else sum(self.in_time[place] for place in places)
        )
