"""With whom a ticket can be shared."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import works_in
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db

MOST = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in the actor's municipality."""

    id: int
    name: str
    title: str


def is_colleague_of(actor: Actor) -> ColumnElement[bool]:
    """A condition on accounts: in use, and known to work where the actor is confirmed to work."""
    if actor.municipality is None:
        return false()
    return and_(
        Account.is_open.is_(True),
        Account.confirmed_at.is_not(None),
        Account.id != actor.id,
        works_in(actor.municipality),
    )


def colleagues_of(actor: Actor) -> tuple[Colleague, ...]:
    """The actor's colleagues by name in Swedish order, at most 200."""
    rows = db.session.execute(
        select(Account.id, Account.name, Account.title)
        .where(is_colleague_of(actor))
        .order_by(Account.sort_key, Account.id)
        .limit(MOST)
    )
    return tuple(Colleague(*row) for row in rows)
