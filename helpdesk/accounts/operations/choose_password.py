"""Choose password: the first one, or another; every other session of the person ends."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding, limits, linking
from helpdesk.accounts.queries.sessions import SessionAccount, actor_of, session_account
from helpdesk.domain.accounts import LinkPurpose, check_password
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import PasswordChanged
from helpdesk.kit import journal, throttle
from helpdesk.kit.passwords import hash_password, is_password
from helpdesk.kit.tokens import new_token


def choose_password(actor: Actor, current: str, new: str, *, now: datetime) -> SessionAccount | None:
    """Give the actor a new password; None when `current` is not the present one (not asked for where there is none).

    The answer is the account with its new session, for the browser that asked. A wrong try is counted and must be committed:
    so it is answered, not raised. Raises InputError at `new_password`, ThrottledError after too many tries.
    """
    account = finding.own(actor)
    if account.password_hash is not None:
        throttle.count(limits.CURRENT_PASSWORD, str(account.id), now)
        if not is_password(account.password_hash, current):
            return None
        throttle.clear(limits.CURRENT_PASSWORD, str(account.id))
    put_password(account, "new_password", new, now=now)
    return session_account(account)


def put_password(account: Account, field: str, password: str, *, now: datetime) -> None:
    """Store the password, end all sessions and mailed links; InputError at `field` where it is a bad one. The roles must be loaded."""
    check_password(field, password, account.email)
    account.password_hash = hash_password(password)
    account.session_key = new_token()
    linking.use_up(account.id, now, LinkPurpose.RESET, LinkPurpose.SIGN_IN)
    journal.record(PasswordChanged(subject=("account", account.id)), actor=actor_of(account), now=now)
