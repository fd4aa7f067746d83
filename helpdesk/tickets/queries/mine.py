"""The lists of those who ask: their own tickets, those shared with them by name, those shared with their municipality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Cursor, Page
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import named, shared_at_home

PAGE_SIZE = 25
ORDER: Columns = ((Ticket.last_event_at.expression, False), (Ticket.id.expression, False))
"""What happened last comes first."""


class View(StrEnum):
    """Which list; the values stand in addresses."""

    MINE = "mina"
    NAMED = "delade"
    HOME = "kommunen"


@dataclass(frozen=True, slots=True)
class MyTicket:
    """A ticket in a list."""

    id: int
    reference: str
    subject: str
    status: Status
    opened_at: datetime
    last_event_at: datetime
    requester_name: str
    is_own: bool


def my_tickets(actor: Actor, view: View, cursor: Cursor | None = None) -> Page[MyTicket]:
    """A page of one of the actor's lists. Raises BadCursorError for a cursor of another list."""
    rows = db.session.execute(
        select(
            Ticket.id,
            Ticket.reference,
            Ticket.subject,
            Ticket.status,
            Ticket.opened_at,
            Ticket.last_event_at,
            Account.name,
            Ticket.requester_id == actor.id,
        )
        .join(Account, Account.id == Ticket.requester_id)
        .where(_listed(actor)[view], paging.keyset(ORDER, cursor))
        .order_by(*paging.ordering(ORDER, cursor))
        .limit(PAGE_SIZE + 1)
    )
    return paging.page_of(
        [MyTicket(*row) for row in rows], PAGE_SIZE, cursor, lambda ticket: (ticket.last_event_at, ticket.id)
    )


def my_counts(actor: Actor) -> Mapping[View, int]:
    """How many tickets each list holds: one query."""
    listed = _listed(actor)
    counts = [func.count().filter(condition) for condition in listed.values()]
    row = db.session.execute(select(*counts).select_from(Ticket).where(or_(*listed.values()))).one()
    return dict(zip(listed, row, strict=True))


def _listed(actor: Actor) -> dict[View, ColumnElement[bool]]:
    not_own = Ticket.requester_id != actor.id
    return {
        View.MINE: Ticket.requester_id == actor.id,
        View.NAMED: and_(not_own, named(actor)),
        View.HOME: and_(not_own, shared_at_home(actor)),
    }
