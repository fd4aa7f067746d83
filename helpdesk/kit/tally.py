"""Tally: how often something happened a day, without a person; counted outside the request that it happened in.

A page view only notes it (`helpdesk.web.tallying`), the process gathers what was noted, and the worker adds it up here
in a transaction of its own. What a process has not handed over is lost when it is killed.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Timer
from typing import NamedTuple

from sqlalchemy import ColumnElement, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base, db, upsert

EVERY = 10.0
"""Seconds that counts are gathered in a process before they are handed over."""
AT_MOST = 500
"""Different things that a process counts before it hands them over earlier."""

log = logging.getLogger(__name__)


class Tally(Base):
    """How many times on a (Swedish) day."""

    __tablename__ = "tally"
    __table_args__ = (Index(None, "name", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """What is counted, as `search_without_hit`."""
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    """Of what: an article's id, the words that were searched."""
    number: Mapped[int]


class Counted(NamedTuple):
    """What is counted (`name`), of what (`key`), on which day in Sweden."""

    day: date
    name: str
    key: str


Counts = Sequence[tuple[Counted, int]]


@dataclass(eq=False)
class Gathering:
    """What a process has counted and not yet handed over. Any thread may add; a thread of its own hands over.

    `hand_over` gets each thing once, with its number: `every` seconds after the first of them, earlier where there are
    `at_most` different ones.
    """

    hand_over: Callable[[Counts], object]
    every: float = EVERY
    at_most: int = AT_MOST
    _counts: Counter[Counted] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def add(self, counted: Counted) -> None:
        """Count one more: in memory only, so that no page waits for the queue."""
        with self._lock:
            is_new = counted not in self._counts
            self._counts[counted] += 1
            size = len(self._counts)
        # A timer is begun by what fills an empty process, not with the process: threads do not survive a fork.
        if is_new and size == 1:
            self._flush_in(self.every)
        elif is_new and size == self.at_most:
            self._flush_in(0)

    def flush(self) -> None:
        """Hand over what there is. Where the queue is down it is lost, and the log says how much."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self.hand_over(tuple(counts.items()))
        except Exception:
            log.exception("%d counts are lost: the queue did not take them", counts.total())

    def _flush_in(self, seconds: float) -> None:
        timer = Timer(seconds, self.flush)
        timer.daemon = True  # a process that ends does not wait; what ends it in good order flushes by itself
        timer.start()


def add(counts: Counts) -> None:
    """Add the counts to their days' rows."""
    insert = upsert(Tally)
    adding = insert.on_conflict_do_update(
        index_elements=["day", "name", "key"], set_={"number": Tally.number + insert.excluded.number}
    )
    # In one order everywhere, so that two workers never wait for each other's rows.
    db.session.execute(adding, [{**each._asdict(), "number": number} for each, number in sorted(counts)])


def numbers(name: str, from_day: date, to_day: date) -> dict[str, int]:
    """Key -> how often, of everything that is counted under `name`, from the first day to the last (both included)."""
    rows = db.session.execute(
        select(Tally.key, func.sum(Tally.number)).where(*_within(name, from_day, to_day)).group_by(Tally.key)
    )
    return {key: int(number) for key, number in rows}


def top(name: str, from_day: date, to_day: date, limit: int, *, least: int = 1) -> tuple[tuple[str, int], ...]:
    """The `limit` keys that were counted most, each with how often; equally often by key. Days as in `numbers`.

    What was counted less than `least` times is left out.
    """
    total = func.sum(Tally.number)
    rows = db.session.execute(
        select(Tally.key, total)
        .where(*_within(name, from_day, to_day))
        .group_by(Tally.key)
        .having(total >= least)
        .order_by(total.desc(), Tally.key)
        .limit(limit)
    )
    return tuple((key, int(number)) for key, number in rows)


def sweep(before: date) -> None:
    """Forget the days before `before`."""
    db.session.execute(delete(Tally).where(Tally.day < before))


def _within(name: str, from_day: date, to_day: date) -> tuple[ColumnElement[bool], ...]:
    return Tally.name == name, Tally.day.between(from_day, to_day)
