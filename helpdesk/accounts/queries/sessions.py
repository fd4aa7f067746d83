"""From what a session cookie holds to the person behind it: one query a request, roles included."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import Account
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
    account = (
        db.session.scalars(select(Account).where(Account.id == int(id_)).options(joinedload(Account.roles)))
        .unique()
        .one_or_none()
    )
    if account is None or not account.is_open:
        return None
    found = session_account(account)
    return found if found.session_id == session_id else None
