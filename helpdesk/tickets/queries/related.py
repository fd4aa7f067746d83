"""Tickets that have to do with a ticket: linked with it by the desk, merged, gone on from, going on; others from where it comes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, literal, select, union_all

from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import only_visible

MOST = 50
EARLIER = 5


class Relation(StrEnum):
    """How another ticket has to do with the one whose page it is."""

    LINKED = "linked"
    FOLLOWS = "follows"
    """The one of the page goes on from the other."""
    FOLLOWED_BY = "followed_by"
    MERGED_INTO = "merged_into"
    """The one of the page goes on in the other."""
    MERGED = "merged"
    """The other goes on in the one of the page."""
    EARLIER = "earlier"
    """Nothing but that the same municipality asks."""


_ONE = frozenset({Relation.MERGED_INTO, Relation.MERGED})
"""Relations of tickets that have become one."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket, for the desk alone; `municipality` is None where it is not known which one asks."""

    relation: Relation
    reference: str
    subject: str
    status: Status
    municipality: str | None


@dataclass(frozen=True, slots=True)
class EarlierTicket:
    """Another ticket of the same municipality."""

    reference: str
    subject: str
    status: Status
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class OtherTickets:
    """The newest first: at most 50 that have to do with the ticket, and at most 5 others of its municipality."""

    related: tuple[Related, ...]
    """Those that are tickets of their own beside it."""
    merged_into: Related | None
    """The one in which it goes on."""
    merged: tuple[Related, ...]
    """Those that go on in it."""
    earlier: tuple[EarlierTicket, ...]
    """None where it is not known which municipality asks."""


def _others(column: Any, relation: Relation) -> Select[int, str]:  # noqa: ANN401  a column of any mapper
    return select(column.label("id"), literal(relation.value).label("relation"))


# Made once: to put so long a statement together costs more than to send it.
_HERE = bindparam("ticket_id", type_=BigInteger)
_NEWEST_THERE = (
    select(Ticket.id)
    .where(Ticket.municipality_code == bindparam("municipality"), Ticket.id != _HERE)
    .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
    .limit(EARLIER)
    .subquery()
)
_APART = (Relation.EARLIER.value, Relation.MERGED_INTO.value)
_FOUND = union_all(
    _others(TicketLink.second_id, Relation.LINKED).where(TicketLink.first_id == _HERE),
    _others(TicketLink.first_id, Relation.LINKED).where(TicketLink.second_id == _HERE),
    _others(Ticket.follows_id, Relation.FOLLOWS).where(Ticket.id == _HERE, Ticket.follows_id.is_not(None)),
    _others(Ticket.id, Relation.FOLLOWED_BY).where(Ticket.follows_id == _HERE),
    _others(Ticket.merged_into_id, Relation.MERGED_INTO).where(Ticket.id == _HERE, Ticket.merged_into_id.is_not(None)),
    _others(Ticket.id, Relation.MERGED).where(Ticket.merged_into_id == _HERE),
    _others(_NEWEST_THERE.c.id, Relation.EARLIER),
).subquery()
_OTHERS = (
    select(_FOUND.c.relation, Ticket.reference, Ticket.subject, Ticket.status, Ticket.opened_at, Municipality.name)
    .join(Ticket, Ticket.id == _FOUND.c.id)
    .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
    # The few of which the page tells apart first, so that they are there however many are related.
    .order_by(_FOUND.c.relation.not_in(_APART), Ticket.opened_at.desc(), Ticket.id.desc(), _FOUND.c.relation)
    .limit(EARLIER + 1 + MOST)
)


def other_tickets(actor: Actor, ticket: Ticket) -> OtherTickets:
    """What is beside the ticket on the desk's page: one query."""
    place = {"ticket_id": ticket.id, "municipality": ticket.municipality_code}
    rows = db.session.execute(only_visible(_OTHERS, actor), place).all()
    others = [
        Related(Relation(row.relation), row.reference, row.subject, row.status, row.name)
        for row in rows
        if row.relation != Relation.EARLIER
    ]
    into = [each for each in others if each.relation is Relation.MERGED_INTO]
    merged = [each for each in others if each.relation is Relation.MERGED]
    return OtherTickets(
        related=tuple(each for each in others if each.relation not in _ONE)[:MOST],
        merged_into=into[0] if into else None,
        merged=tuple(merged[:MOST]),
        earlier=tuple(
            EarlierTicket(row.reference, row.subject, row.status, row.opened_at)
            for row in rows
            if row.relation == Relation.EARLIER
        ),
    )
