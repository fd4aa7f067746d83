"""What registering, inviting and asking have in common: a row for a new person."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Role
from helpdesk.domain.addresses import comparable
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.kit.tokens import new_token


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
    """An open account without password, whose address and municipality nobody has confirmed yet."""
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
    db.session.add(account)
    db.session.flush()
    return account
