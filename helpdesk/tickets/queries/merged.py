"""Merged tickets: which others go on in a ticket, in which one it goes on itself, and where a chain of them ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CTE, BigInteger, bindparam, literal, or_, select
from sqlalchemy.orm import aliased, selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import visible_to

LONGEST_CHAIN = 50
"""How many steps are followed. No chain can be a ring (only an open ticket is merged into), so this is met by nobody."""
_HERE = bindparam("ticket_id", type_=BigInteger)


@dataclass(frozen=True, slots=True)
class OtherTicket:
    """A ticket that the reader may see."""

    reference: str
    subject: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What a ticket has become one with, as far as the reader may see it."""

    is_merged: bool
    """Whether it goes on in another one, which the reader may not see where `into` is None."""
    into: OtherTicket | None
    others: tuple[OtherTicket, ...]
    """Those that go on in it, the oldest first."""


def _onwards() -> CTE:
    """The ticket, that in which it goes on, and so on."""
    here = select(Ticket.id, Ticket.merged_into_id, literal(0).label("step")).where(Ticket.id == _HERE)
    chain = here.cte("onwards", recursive=True)
    then = select(Ticket.id, Ticket.merged_into_id, chain.c.step + 1)
    return chain.union_all(then.where(Ticket.id == chain.c.merged_into_id, chain.c.step < LONGEST_CHAIN))


def _gathered() -> CTE:
    """The ticket, those that go on in it, those that go on in them, and so on."""
    each = aliased(Ticket)
    gathered = select(Ticket.id, literal(0).label("step")).where(Ticket.id == _HERE).cte("gathered", recursive=True)
    then = select(each.id, gathered.c.step + 1)
    return gathered.union_all(then.where(each.merged_into_id == gathered.c.id, gathered.c.step < LONGEST_CHAIN))


# Made once: to put a statement together costs as much as to send it.
_CHAIN = _onwards()
_LAST = select(_CHAIN.c.id).order_by(_CHAIN.c.step.desc()).limit(1)
_GATHERED = _gathered()
_ASKERS = (
    select(Account)
    .where(Account.id.in_(select(Ticket.requester_id).join(_GATHERED, _GATHERED.c.id == Ticket.id)))
    .order_by(Account.id)
    .options(selectinload(Account.roles))
)
_ASKER_IDS = (
    select(Ticket.requester_id)
    .join(_GATHERED, _GATHERED.c.id == Ticket.id)
    .where(_GATHERED.c.step > 0)
    .distinct()
    .order_by(Ticket.requester_id)
)


def where_it_goes_on(ticket_id: int) -> int:
    """The ticket, or where it was merged, the last one of the chain: one query, however long the chain."""
    return db.session.scalar(_LAST, {"ticket_id": ticket_id}) or ticket_id


def askers_of(ticket_id: int) -> Sequence[Account]:
    """Who asked in the ticket and in all that go on in it, with their roles: two queries."""
    return db.session.scalars(_ASKERS, {"ticket_id": ticket_id}).all()


def merged_askers(ticket_id: int) -> Sequence[int]:
    """The accounts of those who asked in tickets that go on in this one: one query."""
    return db.session.scalars(_ASKER_IDS, {"ticket_id": ticket_id}).all()


def merged_with(actor: Actor, ticket: Ticket) -> Merged:
    """What the ticket has become one with, as far as the actor may read it: one query."""
    rows = db.session.execute(
        select(Ticket.id, Ticket.reference, Ticket.subject)
        .where(or_(Ticket.id == ticket.merged_into_id, Ticket.merged_into_id == ticket.id), visible_to(actor))
        .order_by(Ticket.id)
    ).all()
    found = {row.id: OtherTicket(row.reference, row.subject) for row in rows}
    into = found.pop(ticket.merged_into_id or 0, None)
    return Merged(ticket.merged_into_id is not None, into, tuple(found.values()))
