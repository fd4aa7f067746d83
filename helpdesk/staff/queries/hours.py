"""Time that experts gave, by Swedish calendar month."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from helpdesk.kit.db import db
from helpdesk.staff.models import WorkedTime


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month that `day` is in."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def minutes_in_month(account_ids: Collection[int], day: date) -> Mapping[int, int]:
    """How many minutes each of the accounts worked in the month of `day`; who worked none is left out. One query."""
    first, last = month_of(day)
    rows = db.session.execute(
        select(WorkedTime.account_id, func.sum(WorkedTime.minutes))
        .where(WorkedTime.account_id.in_(account_ids), WorkedTime.worked_on.between(first, last))
        .group_by(WorkedTime.account_id)
    )
    return {account_id: int(minutes) for account_id, minutes in rows}


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A line of worked time."""

    id: int
    worked_on: date
    minutes: int
    note: str
    is_for_question: bool
    """Whether it was given to a question, and not only noted."""


@dataclass(frozen=True, slots=True)
class MonthOfTime:
    """What somebody worked in a month, and the months beside it that can be looked at."""

    first_on: date
    minutes: int
    lines: tuple[TimeLine, ...]
    earlier: date | None
    """The first day of the nearest earlier month with time; None where there is none."""
    later: date | None
    """The first day of the next month, up to the present one."""


def worked_month(account_id: int, day: date, *, today: date) -> MonthOfTime:
    """The worked time of the month of `day`, the latest day first."""
    first, last = month_of(day)
    rows = db.session.scalars(
        select(WorkedTime)
        .where(WorkedTime.account_id == account_id, WorkedTime.worked_on.between(first, last))
        .order_by(WorkedTime.worked_on.desc(), WorkedTime.id.desc())
    ).all()
    before = db.session.scalar(
        select(func.max(WorkedTime.worked_on)).where(WorkedTime.account_id == account_id, WorkedTime.worked_on < first)
    )
    following = last + timedelta(days=1)
    return MonthOfTime(
        first_on=first,
        minutes=sum(row.minutes for row in rows),
        lines=tuple(
            TimeLine(row.id, row.worked_on, row.minutes, row.note, row.subject_kind == "consultation") for row in rows
        ),
        earlier=before.replace(day=1) if before else None,
        later=following if following <= today else None,
    )
