"""Ensure requester: whoever confirmed the address of a question has an account to follow it with."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations.creating import Newcomer, create
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import AccountConfirmed, AccountRegistered
from helpdesk.kit import journal
from helpdesk.kit.db import db


def ensure_requester(email: str, name: str, municipality_code: str | None, now: datetime) -> Actor:
    """The account of somebody who has just shown that `email` is theirs, as the actor of what follows.

    A new account has no password and an unconfirmed municipality; one that is there already keeps its name and
    municipality, and counts as confirmed from now on. Raises ForbiddenError where the account has been closed.
    """
    account = db.session.scalar(
        select(Account).where(Account.email == comparable(email)).options(selectinload(Account.roles))
    )
    if account is None:
        account = create(Newcomer(email=email, name=name, municipality_code=municipality_code), now=now)
        journal.record(AccountRegistered(subject=("account", account.id)), actor=actor_of(account), now=now)
    if not account.is_open:
        raise ForbiddenError
    if account.confirmed_at is None:
        account.confirmed_at = now
        journal.record(AccountConfirmed(subject=("account", account.id)), actor=actor_of(account), now=now)
    return actor_of(account)
