"""Accounts for tests: added and flushed, never committed."""

from datetime import UTC, datetime
from itertools import count

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Actor, Role
from helpdesk.kit.db import db
from helpdesk.kit.passwords import hash_password
from helpdesk.kit.sorting import sort_key

_numbers = count(1)


def account(
    *roles: Role,
    municipality: str | None = None,
    name: str = "Anna Ek",
    email: str = "",
    password: str = "",
    **fields: object,
) -> Account:
    """A confirmed account with the given roles (a requester where none is given), with a password where one is given.

    A municipality counts as confirmed, unless `fields` says otherwise.
    """
    values: dict[str, object] = {
        "email": email or f"person{next(_numbers)}@kommun.example",
        "name": name,
        "municipality_code": municipality,
        "is_municipality_confirmed": municipality is not None,
        "password_hash": hash_password(password) if password else None,
        "session_key": "key",
        "created_at": datetime(2026, 1, 7, tzinfo=UTC),
        "confirmed_at": datetime(2026, 1, 7, tzinfo=UTC),
        "language": Language.SWEDISH,
        "sort_key": sort_key(name),
    }
    made = Account(**{**values, **fields}, roles=[AccountRole(role=role) for role in roles or (Role.REQUESTER,)])
    db.session.add(made)
    db.session.flush()
    return made


def actor(made: Account) -> Actor:
    """The account as the rules see it."""
    code = made.municipality_code if made.is_municipality_confirmed else None
    return Actor(made.id, frozenset(each.role for each in made.roles), code)
