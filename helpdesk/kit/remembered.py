"""Remembered: what hardly ever changes is read once and gone on with for some seconds, so that no page pays a query for it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from sqlalchemy import event

from helpdesk.kit import afterwards
from helpdesk.kit.db import Base, db

T = TypeVar("T")

SECONDS = 5.0
"""For how long a process goes on with what it has read: until then it may not know what another process has changed."""
A_MINUTE = 60.0
"""For what pages need nearly always and people change a few times a year."""
_ALL: "WeakSet[Remembered[Any]]" = WeakSet()
_WRITES = ("after_insert", "after_update", "after_delete")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    value: T
    database: object
    """The engine that it was read from: two applications in one process never share anything."""
    good_until: float


class Remembered(Generic[T]):
    """What `read` gives, read again when it is `seconds` old, or when this process has written a row of `tables`.

    All threads share the value: it must be one that nobody changes. Rows written past the session (`update()`) are not
    noticed; who does so calls `forget`.
    """

    def __init__(self, read: Callable[[], T], *tables: type[Base], seconds: float = SECONDS) -> None:
        """`read` asks the database; `tables` are all that it asks of."""
        self._read = read
        self._seconds = seconds
        self._kept: _Kept[T] | None = None
        self._times_forgotten = 0
        self._lock = Lock()
        _ALL.add(self)
        for table in tables:
            for write in _WRITES:
                event.listen(table, write, self._written)

    def __call__(self) -> T:
        """The value. Within a unit of work it is always read and never kept: what is seen there may be undone."""
        if afterwards.is_awaited():
            return self._read()
        kept, database = self._kept, db.engine
        if kept is not None and self._is_good(kept):
            return kept.value
        times = self._times_forgotten
        value = self._read()
        with self._lock:
            if times == self._times_forgotten:  # else it may be older than what it is to be forgotten for
                self._kept = _Kept(value, database, monotonic() + self._seconds)
        return value

    def lately(self) -> T:
        """The value as this process knew it last, in a unit of work too.

        For what somebody was offered on a page that is as old; not for what a rule depends on.
        """
        kept = self._kept
        return kept.value if kept is not None and self._is_good(kept) else self()

    def forget(self) -> None:
        """Read again when next asked."""
        with self._lock:
            self._times_forgotten += 1
            self._kept = None

    def _is_good(self, kept: _Kept[T]) -> bool:
        return kept.database is db.engine and monotonic() < kept.good_until

    def _written(self, *_row: object) -> None:
        afterwards.when_done(self.forget)


def forget_all() -> None:
    """Let everything be read again when next asked."""
    for each in _ALL:
        each.forget()
