"""Whom a ticket concerns."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket


@dataclass(frozen=True, slots=True)
class TicketPeople:
    """Accounts by their ids; `named_ids` is empty while the requester shares the ticket with nobody."""

    requester_id: int
    owner_id: int | None
    named_ids: frozenset[int]


def people_of(ticket_id: int) -> TicketPeople:
    """Whom the ticket concerns now."""
    ticket = db.session.scalars(
        select(Ticket).where(Ticket.id == ticket_id).options(selectinload(Ticket.participants))
    ).one()
    is_private = ticket.sharing is Sharing.PRIVATE
    return TicketPeople(ticket.requester_id, ticket.owner_id, frozenset() if is_private else ticket.participant_ids)
