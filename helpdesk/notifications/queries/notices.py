"""A person's notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.notices import EVENTS
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.notifications.models import Notice
from helpdesk.notifications.queries.things import Thing, things_for

ROWS_A_PAGE = 30
_ORDER: Columns = ((Notice.__table__.c.id, False),)
# Made once, since every page asks it.
_UNREAD = select(func.count()).where(
    Notice.account_id == bindparam("account_id"), Notice.is_on_web.is_(True), Notice.read_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as its reader sees it."""

    id: int
    event: str
    line: str
    """A sentence to be translated."""
    subject: tuple[str, int]
    thing: Thing | None
    """What it is about; None where the reader may not open that any more."""
    at: datetime
    is_read: bool


def own_notices(actor: Actor, cursor: str = "") -> Page[NoticeLine]:
    """One page of the actor's notices, the newest first. At most four queries. Raises HiddenError for a cursor of no such list."""
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    rows = db.session.scalars(
        select(Notice).where(_own(actor), beyond).order_by(*paging.ordering(_ORDER, place)).limit(ROWS_A_PAGE + 1)
    ).all()
    return paging.page_of(lines(actor, rows), ROWS_A_PAGE, place, lambda line: (line.id,))


def own_notice(actor: Actor, notice_id: int) -> NoticeLine:
    """One notice of the actor's. Raises HiddenError where there is no such."""
    row = db.session.scalar(select(Notice).where(_own(actor), Notice.id == notice_id))
    if row is None:
        raise HiddenError
    return lines(actor, [row])[0]


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read: one query, which an index answers."""
    return db.session.scalar(_UNREAD, {"account_id": actor.id or 0}) or 0


def newest_unread(actor: Actor) -> int | None:
    """The id of the newest notice that the actor has not read; None where all are. One query."""
    return db.session.scalar(select(func.max(Notice.id)).where(_own(actor), Notice.read_at.is_(None)))


def lines(reader: Actor, rows: Sequence[Notice]) -> Sequence[NoticeLine]:
    """The notices as the reader may see them now: what they are about has no name for who may not open it. Three queries."""
    told = [row for row in rows if access.may_ever(reader, EVENTS[row.event].needed)]
    things = things_for(reader, [(row.subject_kind, row.subject_id) for row in told])
    readable = {row.id: things.get((row.subject_kind, row.subject_id)) for row in told}
    return [
        NoticeLine(
            id=row.id,
            event=row.event,
            line=EVENTS[row.event].line,
            subject=(row.subject_kind, row.subject_id),
            thing=readable.get(row.id),
            at=row.at,
            is_read=row.read_at is not None,
        )
        for row in rows
    ]


def _own(actor: Actor) -> ColumnElement[bool]:
    return and_(Notice.account_id == (actor.id or 0), Notice.is_on_web.is_(True))
