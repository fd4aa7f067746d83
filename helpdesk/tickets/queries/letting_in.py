"""Who can be let in to a ticket: asked by the page before it offers to, and again when somebody is let in."""

from collections.abc import Collection

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import works_in
from helpdesk.kit.db import db


def at_home(municipality_code: str | None, account_ids: Collection[int]) -> frozenset[int]:
    """Which of the accounts are open and known to work in the municipality: one query; none where there is nobody to ask about."""
    if municipality_code is None or not account_ids:
        return frozenset()
    found = select(Account.id).where(
        Account.id.in_(sorted(account_ids)), Account.is_open.is_(True), works_in(municipality_code)
    )
    return frozenset(db.session.scalars(found))
