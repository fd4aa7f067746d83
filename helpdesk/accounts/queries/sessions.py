"""From what a session cookie holds to the person behind it: one query a request, roles included."""

from dataclasses import dataclass

from sqlalchemy import String, bindparam, case, cast, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class SessionAccount:
    """An account as its sessions need it."""

    session_id: str
    name: str
    email: str
    language: str
    has_shortcuts: bool
    actor: Actor


_SESSION = (
    select(
        (cast(Account.id, String) + "." + Account.session_key).label("session_id"),
        *(Account.name, Account.email, Account.language, Account.has_shortcuts),
        case((Account.is_municipality_confirmed, Account.municipality_code)).label("municipality"),
        AccountRole.role,
    )
    .outerjoin(AccountRole, AccountRole.account_id == Account.id)
    .where(Account.id == bindparam("id"), Account.is_open)
)
"""The open account with an id, once for each of its roles. Every page begins with it: columns cost half of what mapped rows do."""


def actor_of(account: Account) -> Actor:
    """The account as the rules see it; its roles must be loaded."""
    municipality = account.municipality_code if account.is_municipality_confirmed else None
    return Actor(account.id, frozenset(each.role for each in account.roles), municipality)


def session_account(account: Account) -> SessionAccount:
    """What a session of the account holds; its roles must be loaded."""
    return SessionAccount(
        session_id=f"{account.id}.{account.session_key}",
        name=account.name,
        email=account.email,
        language=account.language,
        has_shortcuts=account.has_shortcuts,
        actor=actor_of(account),
    )


def account_of_session(session_id: str) -> SessionAccount | None:
    """The open account that the session belongs to; None when the account closed or the session was ended."""
    id_, _, _key = session_id.partition(".")
    if not (id_.isascii() and id_.isdigit() and len(id_) < 19):
        return None
    rows = db.session.execute(_SESSION, {"id": int(id_)}).all()
    if not rows:
        return None
    account = rows[0]
    if account.session_id != session_id:
        return None
    return SessionAccount(
        session_id=account.session_id,
        name=account.name,
        email=account.email,
        language=account.language,
        has_shortcuts=account.has_shortcuts,
        actor=Actor(int(id_), frozenset(row.role for row in rows if row.role), account.municipality),
    )
