"""Whom a ticket concerns."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket


@dataclass(frozen=True, slots=True)
class TicketPeople:
    """Accounts by their ids; `named_ids` is empty while the requester shares the ticket with nobody."""

    requester_id: int
    owner_id: int | None
    named_ids: frozenset[int]


def people_of(ticket_id: int) -> TicketPeople:
    """Whom the ticket concerns now: one query."""
    is_named = and_(Participant.ticket_id == Ticket.id, Ticket.sharing != Sharing.PRIVATE)
    rows = db.session.execute(
        select(Ticket.requester_id, Ticket.owner_id, Participant.account_id)
        .outerjoin(Participant, is_named)
        .where(Ticket.id == ticket_id)
    ).all()
    return TicketPeople(*rows[0][:2], frozenset(row.account_id for row in rows if row.account_id is not None))
