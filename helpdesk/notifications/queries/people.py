"""Whom a ticket concerns."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket
from helpdesk.tickets.queries.merged import merged_askers


@dataclass(frozen=True, slots=True)
class TicketPeople:
    """Accounts by their ids; `named_ids` is empty while the requester shares the ticket with nobody."""

    requester_id: int
    owner_id: int | None
    named_ids: frozenset[int]
    merged_ids: frozenset[int]
    """Who asked in tickets that go on in this one."""


def requester_of(ticket_id: int) -> int:
    """Who asks; without a query while the ticket is at hand, as where it has just been opened."""
    return db.session.get_one(Ticket, ticket_id).requester_id


def owner_of(ticket_id: int) -> int | None:
    """Who handles it; without a query while the ticket is at hand."""
    return db.session.get_one(Ticket, ticket_id).owner_id


def is_answered(ticket_id: int) -> bool:
    """Whether the ticket has been answered; without a query while it is at hand."""
    return db.session.get_one(Ticket, ticket_id).first_answered_at is not None


def people_of(ticket_id: int) -> TicketPeople:
    """Whom the ticket concerns now: two queries."""
    is_named = and_(Participant.ticket_id == Ticket.id, Ticket.sharing != Sharing.PRIVATE)
    rows = db.session.execute(
        select(Ticket.requester_id, Ticket.owner_id, Participant.account_id)
        .outerjoin(Participant, is_named)
        .where(Ticket.id == ticket_id)
    ).all()
    named = frozenset(row.account_id for row in rows if row.account_id is not None)
    return TicketPeople(*rows[0][:2], named, frozenset(merged_askers(ticket_id)))


def administrators() -> Sequence[int]:
    """The accounts of those who administer, without closed ones."""
    return db.session.scalars(
        select(Account.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role == Role.ADMINISTRATOR, Account.is_open)
        .order_by(Account.id)
    ).all()


def handled_for(account_id: int) -> Sequence[tuple[int, int]]:
    """Tickets that are not closed and that somebody handles, the person's own and those that they are let into.

    Their ids, with the handlers' accounts.
    """
    lets_in = select(Participant.ticket_id).where(Participant.account_id == account_id)
    is_let_in = and_(Ticket.id.in_(lets_in), Ticket.sharing != Sharing.PRIVATE)
    rows = db.session.execute(
        select(Ticket.id, Ticket.owner_id)
        .where(or_(Ticket.requester_id == account_id, is_let_in), Ticket.status != Status.CLOSED)
        .order_by(Ticket.id)
    )
    return [(id_, owner) for id_, owner in rows if owner is not None]
