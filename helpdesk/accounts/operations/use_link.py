"""Use link: the button on a one-time link's page was pressed. Opening the page alone does nothing, as mail scanners do."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding, limits, linking
from helpdesk.accounts.operations.choose_password import put_password
from helpdesk.accounts.operations.mark_undeliverable import mark_reachable
from helpdesk.accounts.queries.sessions import SessionAccount, actor_of, session_account
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.facts import AccountConfirmed, SignedIn
from helpdesk.kit import journal, throttle


@dataclass(frozen=True, slots=True)
class LinkUsed:
    """Who is signed in now, and where they were going."""

    account: SessionAccount
    next_path: str


def use_link(token: str, password: str, *, now: datetime) -> LinkUsed | None:
    """Use up the link and sign its person in; None when it is unknown, used or expired, or the account closed.

    Whoever has the letter has shown that the address is theirs. A password is chosen where `password` is not empty; a link
    for a new password needs one. Raises InputError at `new_password`; the link can then be used again. Pressed
    twice (see `linking.DOUBLE_CLICK`), the second press signs in, too, and changes nothing.
    """
    link = linking.usable(token, now)
    account = finding.by_id(link.account_id) if link else None
    if link is None or account is None or not account.is_open:
        return None
    if link.used_at is not None:
        return LinkUsed(session_account(account), link.next_path)
    if password or link.purpose is LinkPurpose.RESET:
        put_password(account, "new_password", password, now=now)
    link.used_at = now
    linking.use_up(account.id, now, link.purpose, but=link.id)
    _confirm(account, link.id, now)
    mark_reachable(account.id)
    account.last_sign_in_at = now
    throttle.clear(limits.PASSWORD_OF_ADDRESS, account.email)
    journal.record(SignedIn(subject=("account", account.id), way="link"), actor=actor_of(account), now=now)
    return LinkUsed(session_account(account), link.next_path)


def _confirm(account: Account, link_id: int, now: datetime) -> None:
    if account.confirmed_at is None:
        account.confirmed_at = now
        linking.use_up(account.id, now, LinkPurpose.CONFIRM, LinkPurpose.ACCEPT_INVITATION, but=link_id)
        journal.record(AccountConfirmed(subject=("account", account.id)), actor=actor_of(account), now=now)
