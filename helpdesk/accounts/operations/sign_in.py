"""Sign in with a password."""

from datetime import datetime

from helpdesk.accounts.operations import finding, limits
from helpdesk.accounts.queries.sessions import SessionAccount, actor_of, session_account
from helpdesk.domain.addresses import comparable
from helpdesk.domain.facts import SignedIn
from helpdesk.kit import journal, throttle
from helpdesk.kit.passwords import hash_password, is_outdated, is_password


def sign_in(email: str, password: str, *, client: str, now: datetime) -> SessionAccount | None:
    """The account that the address and the password belong to; None where they are wrong, never telling which.

    `client` is the network address that asks. A wrong try is counted and must be committed: so it is answered, not raised.
    Raises ThrottledError after too many, also for addresses that have no account.
    """
    throttle.count(limits.PASSWORD_FROM_CLIENT, client, now)
    throttle.count(limits.PASSWORD_OF_ADDRESS, comparable(email), now)
    account = finding.by_address(email)
    is_right = is_password(account.password_hash if account else None, password)
    if account is None or not is_right or not account.is_open or account.confirmed_at is None:
        return None
    throttle.clear(limits.PASSWORD_OF_ADDRESS, account.email)
    if is_outdated(account.password_hash or ""):
        account.password_hash = hash_password(password)
    account.last_sign_in_at = now
    journal.record(SignedIn(subject=("account", account.id), way="password"), actor=actor_of(account), now=now)
    return session_account(account)
