"""Ensure requester: whoever confirmed the address of a question has an account to follow it with."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.creating import Newcomer, create
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, InputError
from helpdesk.domain.facts import AccountConfirmed, AccountRegistered
from helpdesk.kit import journal


def ensure_requester(email: str, name: str, municipality_code: str | None, now: datetime) -> Actor:
    """The account of somebody who has just shown that `email` is theirs, as the actor of what follows.

    A new account has no password and an unconfirmed municipality; one that is there already keeps its name and
    municipality, and counts as confirmed from now on. Raises ForbiddenError where the account has been closed.
    """
    account = finding.by_address(email) or make_requester(email, name, municipality_code, now)
    if not account.is_open:
        raise ForbiddenError
    if account.confirmed_at is None:
        account.confirmed_at = now
        journal.record(AccountConfirmed(subject=("account", account.id)), actor=actor_of(account), now=now)
    return actor_of(account)


def make_requester(
    email: str, name: str, municipality_code: str | None, now: datetime, *, by: Actor | None = None
) -> Account:
    """An account of somebody who asks, with an address that nobody has confirmed; `by` is who makes it for them."""
    try:
        account = create(Newcomer(email=email, name=name, municipality_code=municipality_code), now=now)
    except InputError:
        # Another question of the same person came at this very moment.
        if there := finding.by_address(email):
            return there
        raise
    journal.record(AccountRegistered(subject=("account", account.id)), actor=by or actor_of(account), now=now)
    return account
