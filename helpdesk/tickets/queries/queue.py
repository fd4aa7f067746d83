"""The queue: which tickets a view holds, how many, and one page of them in one order.

The counts of all views are one query, a page of rows with their names another. Every order ends with the id and stands on columns that are never null, so that a page begins after a
row (`kit.paging`), and each has its index.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select, true

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.domain import correspondence
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import ACTIVE, UNANSWERED, Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Cursor, Page
from helpdesk.kit.remembered import Remembered
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.handling import Tag, TicketTag
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.narrowing import has_topic, narrowed_further
from helpdesk.tickets.queries.views import STATUSES, QueueFilter, Sort, View
from helpdesk.tickets.queries.visible import only_visible, sees_all, visible_to

ROWS_A_PAGE = 50

_PLACE: Mapping[Sort, tuple[str, ...]] = {
    Sort.DUE: ("due_order", "id"),
    Sort.OPENED: ("opened_at", "id"),
    Sort.EVENT: ("last_event_at", "id"),
    Sort.PRIORITY: ("priority_rank", "due_order", "id"),
}
"""The columns of each order."""
_SHOWN = (
    *(Ticket.id, Ticket.reference, Ticket.subject, Ticket.status, Ticket.priority, Ticket.priority_rank),
    *(Ticket.due_at, Ticket.due_order, Ticket.wake_on, Ticket.opened_at, Ticket.last_event_at),
)
"""The columns of a row and of its place: mapped tickets would cost as much as all the rest of the page."""

_TAGS = (
    select(func.aggregate_strings(Tag.name, ","))
    .join(TicketTag, TicketTag.tag_id == Tag.id)
    .where(TicketTag.ticket_id == Ticket.id)
    .correlate(Ticket)
    .scalar_subquery()
    .label("tags")
)
"""The names of a row's tags in one text: no name has a comma."""

_MINE, _NOBODYS = 1, 2
_LATE, _TODAY = 1, 2
"""Heaps in which tickets are counted."""

# Made once: to put a statement together costs as much as to send it.
_WHOSE = case((Ticket.owner_id == bindparam("actor_id"), _MINE), (Ticket.owner_id.is_(None), _NOBODYS))
_BY = case((Ticket.due_order < bindparam("now"), _LATE), (Ticket.due_order < bindparam("midnight"), _TODAY))
_COUNTS = (
    select(Ticket.status, _WHOSE.label("whose"), _BY.label("due"), func.count())
    .where(Ticket.status.in_(ACTIVE))
    .group_by(Ticket.status, "whose", "due")
)


@dataclass(frozen=True, slots=True)
class Due:
    """When the next answer is due, seen from a moment: `days_late` whole Swedish days, 0 until midnight of the due day."""

    at: datetime
    is_overdue: bool
    is_today: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One ticket in the list."""

    id: int
    reference: str
    subject: str
    status: Status
    priority: Priority
    municipality: str | None
    owner: str | None
    due: Due | None
    wake_on: date | None
    opened_at: datetime
    last_event_at: datetime
    tags: tuple[str, ...]
    """In no order but that of their letters."""
    place: tuple[object, ...]
    """The row's values of the order's columns."""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many tickets each view holds; None where counting would cost more than the page, since they only ever grow."""

    views: Mapping[View, int | None]
    new: int
    due_today: int
    """To be answered before midnight; the overdue ones are a view of their own."""


def due_of(due_at: datetime | None, now: datetime) -> Due | None:
    """What there is to say of a due time at `now`; None while no clock runs."""
    if due_at is None:
        return None
    days = (swedish_day(now) - swedish_day(due_at)).days
    return Due(at=due_at, is_overdue=due_at < now, is_today=days == 0, days_late=max(days, 0))


def queue_counts(actor: Actor, now: datetime) -> QueueCounts:
    """The numbers beside the views, in one query over the tickets that are not closed: counted in few heaps, then added up."""
    values = {"actor_id": actor.id, "now": now, "midnight": _midnight_after(now)}
    rows = db.session.execute(only_visible(_COUNTS, actor), values).all()

    def count(statuses: Collection[Status], whose: int | None = None, due: int | None = None) -> int:
        return sum(
            number
            for status, owned, by, number in rows
            if status in statuses and whose in {None, owned} and due in {None, by}
        )

    narrower = {View.MINE: (_MINE, None), View.UNASSIGNED: (_NOBODYS, None), View.OVERDUE: (None, _LATE)}
    return QueueCounts(
        views={
            view: None if view in {View.CLOSED, View.ALL} else count(STATUSES[view], *narrower.get(view, ()))
            for view in View
        },
        new=count({Status.NEW}),
        due_today=count(UNANSWERED, due=_TODAY),
    )


def queue_for(actor: Actor, wanted: QueueFilter, now: datetime, *, cursor: str = "") -> Page[QueueRow]:
    """One page of the queue; `cursor` as an earlier page gave it. Raises HiddenError for a cursor of no such list."""
    try:
        place = paging.decode(cursor) if cursor else None
        is_plain = place is None and not wanted.is_narrowed and sees_all(actor)
        statement = _plain_page(wanted) if is_plain else _page(wanted, place, visible_to(actor))
    except paging.BadCursorError:
        raise HiddenError from None
    found = db.session.execute(statement, {"actor_id": actor.id, "now": now})
    rows = [_row(each, wanted.order, now) for each in found]
    return paging.page_of(rows, ROWS_A_PAGE, place, lambda row: row.place)


def _page(wanted: QueueFilter, place: Cursor | None, visible: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Names are joined on after the page has been cut, so that the order's index is enough to find its rows."""
    columns = [(getattr(Ticket, name).expression, wanted.is_ascending) for name in _PLACE[wanted.order]]
    ids = (
        select(Ticket.id)
        .where(visible, _of_view(wanted.view), _narrowed(wanted), paging.keyset(columns, place))
        .order_by(*paging.ordering(columns, place))
        .limit(ROWS_A_PAGE + 1)
    )
    return (
        select(*_SHOWN, _TAGS, Municipality.name.label("municipality"), Account.name.label("owner"))
        .join(Municipality, Municipality.code == Ticket.municipality_code, isouter=True)
        .join(Account, Account.id == Ticket.owner_id, isouter=True)
        .where(Ticket.id.in_(ids))
        .order_by(*paging.ordering(columns, place))
    )


@lru_cache(maxsize=128)
def _plain_page(wanted: QueueFilter) -> Select[*tuple[Any, ...]]:
    """The first page of a view for those who may see every ticket: made once, since it is asked for again and again."""
    return _page(wanted, None, true())


def _read_asking() -> tuple[tuple[str, str], ...]:
    has_tickets = exists().where(Ticket.municipality_code == Municipality.code)
    rows = db.session.execute(
        select(Municipality.code, Municipality.name)
        .where(has_tickets)
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return tuple((code, name) for code, name in rows)


_asking = Remembered(_read_asking, Ticket, Municipality)


def municipalities_asking() -> tuple[tuple[str, str], ...]:
    """(code, name) of the municipalities that have tickets, in Swedish order."""
    return _asking()


def _midnight_after(now: datetime) -> datetime:
    today = now.astimezone(SWEDEN).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1)).astimezone(now.tzinfo)


def _of_view(view: View) -> ColumnElement[bool]:
    if view is View.ALL:
        return true()
    further: Mapping[View, ColumnElement[bool]] = {
        View.MINE: Ticket.owner_id == bindparam("actor_id"),
        View.UNASSIGNED: Ticket.owner_id.is_(None),
        View.OVERDUE: Ticket.due_order < bindparam("now"),
    }
    return and_(Ticket.status.in_(STATUSES[view]), further.get(view, true()))


def _narrowed(wanted: QueueFilter) -> ColumnElement[bool]:
    conditions = [
        Ticket.status == wanted.status if wanted.status else None,
        has_topic(wanted.topic) if wanted.topic else None,
        Ticket.municipality_code == wanted.municipality if wanted.municipality else None,
        Ticket.owner_id == (wanted.owner or None) if wanted.owner is not None else None,
        Ticket.priority == wanted.priority if wanted.priority else None,
        _has_words(wanted.words) if wanted.words else None,
        *narrowed_further(wanted),
    ]
    return and_(true(), *(condition for condition in conditions if condition is not None))


def _has_words(words: str) -> ColumnElement[bool]:
    """A whole reference, the end of its number, or a part of the subject.

    A part of the subject is sought by reading every subject of the view: enough for the open ones. Search in all texts is the
    search engine's. Neither database folds the case of å, ä and ö everywhere, so the usual spellings are tried.
    """
    if reference := correspondence.find_reference(words):
        return Ticket.reference == reference
    spellings = dict.fromkeys((words, words.lower(), words.capitalize(), words.upper()))
    found = [Ticket.subject.icontains(spelling, autoescape=True) for spelling in spellings]
    if words.isascii() and words.isdigit():
        found.append(Ticket.reference.endswith(f"-{words.zfill(6)}"))
    return or_(*found)


def _row(row: Any, order: Sort, now: datetime) -> QueueRow:  # noqa: ANN401  a row of the columns shown
    return QueueRow(
        id=row.id,
        reference=row.reference,
        subject=row.subject,
        status=row.status,
        priority=row.priority,
        municipality=row.municipality,
        owner=row.owner,
        due=due_of(row.due_at, now),
        wake_on=row.wake_on,
        opened_at=row.opened_at,
        last_event_at=row.last_event_at,
        tags=tuple(sorted(row.tags.split(","), key=sort_key)) if row.tags else (),
        place=tuple(getattr(row, name) for name in _PLACE[order]),
    )
