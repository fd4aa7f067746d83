"""The event log: who did what, when and on what, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from helpdesk.domain.actor import Actor
from helpdesk.domain.zone import midnight
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.paging import Cursor, Page
from helpdesk.upkeep.queries.pointing import Pointed, about, made_by
from helpdesk.upkeep.queries.things import Thing, names_for

PAGE = 50
BATCH = 500
"""Entries of a copy that are read at a time."""
MOST = 10_000
"""Entries that one copy holds."""

_ORDER: paging.Columns = ((JournalEntry.__table__.c.at, False), (JournalEntry.__table__.c.id, False))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts to show; what is empty or None narrows nothing."""

    from_on: date | None = None
    until_on: date | None = None
    """Days in Sweden, both included."""
    person: str = ""
    """A part of the name or address of who did it."""
    kinds: tuple[str, ...] = ()
    """What the facts are called in the journal."""
    thing: Pointed | None = None

    def set_filters(self) -> tuple[str, ...]:
        """The names of the filters that narrow something."""
        given = {
            "from_on": self.from_on,
            "until_on": self.until_on,
            "person": self.person,
            "kinds": self.kinds,
            "thing": self.thing,
        }
        return tuple(name for name, value in given.items() if value)


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `actor` is empty for the system and for a visitor; `details` are its ids and codes."""

    id: int
    at: datetime
    kind: str
    actor_id: int | None
    actor: str
    thing: Thing
    details: Mapping[str, Any]
    place: str
    """The name of the municipality that `details` holds the code of."""


def event_page(actor: Actor, wanted: Wanted, cursor: Cursor | None, *, size: int = PAGE) -> Page[Event]:
    """A page of the event log as `actor` sees it: at most nine queries. Raises BadCursorError for a cursor of another list."""
    rows = _rows(_conditions(wanted), cursor, size + 1)
    page = paging.page_of(rows, size, cursor, key=lambda row: (row.at, row.id))
    return Page(_events(actor, page.items), page.earlier, page.later)


def newest_entry(wanted: Wanted) -> tuple[int, int]:
    """The number of entries that a copy would hold, and the id of the newest entry there is (0: none)."""
    chosen = select(JournalEntry.id).where(*_conditions(wanted)).limit(MOST).subquery()
    count = db.session.scalar(select(func.count()).select_from(chosen)) or 0
    return count, db.session.scalar(select(func.max(JournalEntry.id))) or 0


def event_batches(actor: Actor, wanted: Wanted, *, newest: int) -> Iterator[tuple[Event, ...]]:
    """The whole log in batches, newest first and at most `MOST` of them, without what came after the entry `newest`."""
    conditions = (*_conditions(wanted), JournalEntry.id <= newest)
    cursor, left = None, MOST
    while left > 0:
        rows = _rows(conditions, cursor, min(BATCH, left))
        if not rows:
            return
        yield _events(actor, rows)
        left -= len(rows)
        cursor = paging.cursor_at((rows[-1].at, rows[-1].id))


def _rows(conditions: Sequence[ColumnElement[bool]], cursor: Cursor | None, limit: int) -> Sequence[JournalEntry]:
    return db.session.scalars(
        select(JournalEntry)
        .where(*conditions, paging.keyset(_ORDER, cursor))
        .order_by(*paging.ordering(_ORDER, cursor))
        .limit(limit)
    ).all()


def _conditions(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    at = JournalEntry.at
    return (
        at >= midnight(wanted.from_on) if wanted.from_on else true(),
        at < midnight(wanted.until_on + timedelta(days=1)) if wanted.until_on else true(),
        JournalEntry.kind.in_(wanted.kinds) if wanted.kinds else true(),
        made_by(wanted.person) if wanted.person else true(),
        about(wanted.thing) if wanted.thing else true(),
    )


def _events(actor: Actor, rows: Sequence[JournalEntry]) -> tuple[Event, ...]:
    names = names_for(actor, rows)
    return tuple(
        Event(
            id=row.id,
            at=row.at,
            kind=row.kind,
            actor_id=row.actor_id,
            actor=names.person(row.actor_id),
            thing=names.thing(row),
            details=row.facts,
            place=names.municipalities.get(str(row.facts.get("municipality", "")), ""),
        )
        for row in rows
    )
