"""Who can take over from whom: experts from experts, those who handle tickets from each other."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import Municipality
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db

KINDS = (frozenset({Role.EXPERT}), frozenset(DESK))
"""Roles that can do each other's work."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who can take over; the municipality is the confirmed one, to tell two of one name apart."""

    id: int
    name: str
    municipality: str | None


def substitutes_for(account_id: int) -> tuple[Substitute, ...]:
    """Everybody with an open account who can do the person's work, but not the person; by name in Swedish order.

    Experts take over from experts; a question to a model municipality goes to an expert whose municipality is known.
    """
    held = set(db.session.scalars(select(AccountRole.role).where(AccountRole.account_id == account_id)))
    able = frozenset().union(*(kind for kind in KINDS if not kind.isdisjoint(held)))
    if not able:
        return ()
    rows = db.session.execute(
        select(Account.id, Account.name, Municipality.name)
        .outerjoin(Municipality, (Municipality.code == Account.municipality_code) & Account.is_municipality_confirmed)
        .where(
            Account.is_open,
            Account.id != account_id,
            Account.id.in_(select(AccountRole.account_id).where(AccountRole.role.in_(able))),
        )
        .order_by(Account.sort_key, Account.id)
    )
    return tuple(Substitute(id_, name, municipality) for id_, name, municipality in rows)
