"""Tickets that have to do with a ticket: those that the desk has linked with it, what it goes on from, what goes on from it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.orm import aliased

from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import visible_to

MOST = 50


class Relation(StrEnum):
    """How another ticket has to do with the one whose page it is."""

    LINKED = "linked"
    FOLLOWS = "follows"
    """The one of the page goes on from the other."""
    FOLLOWED_BY = "followed_by"


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket, for the desk alone; `municipality` is None where it is not known which one asks."""

    relation: Relation
    reference: str
    subject: str
    status: Status
    municipality: str | None


def _others(column: Any, relation: Relation) -> Select[int, str]:  # noqa: ANN401  a column of any mapper
    return select(column.label("id"), literal(relation.value).label("relation"))


# Made once: to put so long a statement together costs more than to send it.
_OF_PAGE = aliased(Ticket)
_HERE = _OF_PAGE.reference == bindparam("of_page")
_FOUND = union_all(
    _others(TicketLink.second_id, Relation.LINKED).join(_OF_PAGE, _OF_PAGE.id == TicketLink.first_id).where(_HERE),
    _others(TicketLink.first_id, Relation.LINKED).join(_OF_PAGE, _OF_PAGE.id == TicketLink.second_id).where(_HERE),
    _others(_OF_PAGE.follows_id, Relation.FOLLOWS).where(_HERE, _OF_PAGE.follows_id.is_not(None)),
    _others(Ticket.id, Relation.FOLLOWED_BY).join(_OF_PAGE, _OF_PAGE.id == Ticket.follows_id).where(_HERE),
).subquery()
_RELATED = (
    select(_FOUND.c.relation, Ticket.reference, Ticket.subject, Ticket.status, Municipality.name)
    .join(Ticket, Ticket.id == _FOUND.c.id)
    .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
    .order_by(Ticket.opened_at.desc(), Ticket.id.desc(), _FOUND.c.relation)
    .limit(MOST)
)


def related_to(actor: Actor, reference: str) -> tuple[Related, ...]:
    """The newest tickets (at most 50) that have to do with the one of the reference: one query."""
    rows = db.session.execute(_RELATED.where(visible_to(actor)), {"of_page": reference})
    return tuple(Related(Relation(relation), *row) for relation, *row in rows)
