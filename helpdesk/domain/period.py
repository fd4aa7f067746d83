"""Periods of days that figures are made for, and the weeks or months that they fall into. All days are Sweden's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.zone import midnight

EARLIEST = date(2018, 1, 1)
"""The office calendar knows no earlier day."""
LONGEST = timedelta(days=5 * 366)
WEEKS_UP_TO = timedelta(days=120)
"""Longer periods are shown by month."""
FIRST, LAST = "first", "last"
"""The fields that a refusal names."""
_DAY = timedelta(days=1)
_MONTHS = 12


class Step(StrEnum):
    """What a period is divided into."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The instant (UTC) at which it begins."""
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first instant (UTC) after it."""
        return midnight(self.last + _DAY)

    @property
    def step(self) -> Step:
        """Weeks for a short period, months for a long one."""
        return Step.WEEK if self.last - self.first < WEEKS_UP_TO else Step.MONTH

    def parts(self) -> tuple["Period", ...]:
        """Its weeks (from Monday) or months; the first and the last may be cut off."""
        return tuple(self._parts())

    def _parts(self) -> Iterator["Period"]:
        following = _next_monday if self.step is Step.WEEK else _next_month
        first = self.first
        while first <= self.last:
            after = following(first)
            yield Period(first, min(after - _DAY, self.last))
            first = after


def chosen_period(first: date | None, last: date | None, today: date) -> Period:
    """The period from `first` to `last`; without an end it ends today, without a beginning it has twelve whole months.

    Raises InputError with the field's name, FIRST or LAST, when no figures can be made for it.
    """
    last = last or today
    if last > today:
        raise InputError(LAST, N_("The period can end today at the latest."))
    if min(first or last, last) < EARLIEST:
        raise InputError(FIRST if first else LAST, N_("The period can begin on 1 January 2018 at the earliest."))
    first = first or max(twelve_months(last).first, EARLIEST)
    if last < first:
        raise InputError(LAST, N_("The period ends before it begins. Choose a later end."))
    if last - first > LONGEST:
        raise InputError(FIRST, N_("Choose a period of five years at most."))
    return Period(first, last)


def twelve_months(today: date) -> Period:
    """The last twelve whole months, and this one so far."""
    return Period(date(today.year - 1, today.month, 1), today)


def thirty_days(today: date) -> Period:
    """The last thirty days, with today."""
    return Period(today - 29 * _DAY, today)


def last_quarter(today: date) -> Period:
    """The last whole quarter of a year."""
    begins = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = begins - _DAY
    return Period(date(last.year, last.month - 2, 1), last)


def this_year(today: date) -> Period:
    """From New Year's Day until today."""
    return Period(date(today.year, 1, 1), today)


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _next_month(day: date) -> date:
    return date(day.year + day.month // _MONTHS, day.month % _MONTHS + 1, 1)
