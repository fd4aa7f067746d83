"""The SQL twin of `domain.access`: which tickets, and which questions to experts, an actor may read."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, true

from helpdesk.domain.access import DESK, PEOPLE
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Sharing
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Participant, Ticket

S = TypeVar("S", bound=Select[*tuple[Any, ...]])

_SEE_ALL = frozenset({*DESK, Role.SYSTEM})


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """A condition that holds for exactly the tickets that `access.allows(actor, TICKET_READ, ...)` allows."""
    if sees_all(actor):
        return true()
    if not actor.roles & set(PEOPLE):
        return false()
    return or_(Ticket.requester_id == actor.id, named(actor), shared_at_home(actor))


def sees_all(actor: Actor) -> bool:
    """Whether there is no ticket that the actor may not read."""
    return not _SEE_ALL.isdisjoint(actor.roles)


def only_visible(statement: S, actor: Actor) -> S:
    """The statement for what of it the actor may read; the very same where that is all, since to change one costs as much as to send it."""
    return statement if sees_all(actor) else statement.where(visible_to(actor))


def named(actor: Actor) -> ColumnElement[bool]:
    """The requester has named the actor."""
    is_participant = exists().where(Participant.ticket_id == Ticket.id, Participant.account_id == actor.id)
    return and_(Ticket.sharing != Sharing.PRIVATE, is_participant)


def shared_at_home(actor: Actor) -> ColumnElement[bool]:
    """The requester shares the ticket with the actor's municipality."""
    if actor.municipality is None or not actor.roles & {Role.REQUESTER, Role.MUNICIPAL_CONTACT}:
        return false()
    return and_(Ticket.sharing == Sharing.MUNICIPALITY, Ticket.municipality_code == actor.municipality)


def consulted(actor: Actor) -> ColumnElement[bool]:
    """A condition that holds for exactly the questions that `access.allows(actor, CONSULTATION_READ, ...)` allows."""
    if Role.EXPERT not in actor.roles:
        return false()
    at_home = and_(Consultation.expert_id.is_(None), Consultation.municipality_code == (actor.municipality or ""))
    return or_(Consultation.expert_id == (actor.id or 0), at_home)
