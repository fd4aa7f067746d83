"""What registering, inviting and asking have in common: a row for a new person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Role
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import N_, InputError
from helpdesk.kit.alone import in_turn
from helpdesk.kit.db import built_once, db
from helpdesk.kit.sorting import sort_key
from helpdesk.kit.tokens import new_token

ADDRESS_TAKEN = N_("There is already an account with this address.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of a person who has no account yet."""

    email: str
    name: str
    title: str = ""
    municipality_code: str | None = None
    roles: frozenset[Role] = frozenset({Role.REQUESTER})
    language: Language = Language.SWEDISH


def create(newcomer: Newcomer, *, now: datetime) -> Account:
    """An open account without password, whose address and municipality nobody has confirmed yet.

    Raises InputError at `email` where the address has an account, be it one that was made at this very moment.
    """
    account = Account(
        email=comparable(newcomer.email),
        name=newcomer.name,
        title=newcomer.title,
        municipality_code=newcomer.municipality_code,
        is_municipality_confirmed=False,
        language=newcomer.language,
        has_shortcuts=False,
        session_key=new_token(),
        is_open=True,
        created_at=now,
        sort_key=sort_key(newcomer.name),
        roles=[AccountRole(role=role) for role in sorted(newcomer.roles)],
    )
    in_turn(f"address {account.email}")
    if db.session.execute(_taken(), {"email": account.email}).first():
        raise InputError(field="email", sentence=ADDRESS_TAKEN)
    db.session.add(account)
    db.session.flush()
    return account


@built_once
def _taken() -> Select[int]:
    accounts = Account.__table__.c
    return select(accounts.id).where(accounts.email == bindparam("email"))
