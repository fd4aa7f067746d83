"""Register: a person in a municipality makes an account."""

from dataclasses import replace
from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding, limits
from helpdesk.accounts.operations.creating import Newcomer, create
from helpdesk.accounts.operations.linking import mail_link
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.directory.queries.municipalities import municipality_by_address
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import VISITOR
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import AccountRegistered
from helpdesk.kit import journal, throttle

ACCOUNT_EXISTS = "account_exists"
"""The letter to somebody who has an account already: it says so, and signs them in."""


def register(newcomer: Newcomer, *, client: str, now: datetime) -> None:
    """Make an account that can be used once its address is confirmed, and mail the link that does so.

    Where the address has an account already, its owner gets a letter and nobody else learns of it. Without a chosen
    municipality the address's domain proposes one; it stays unconfirmed. `client` is the network address that asks. Raises
    InputError at `email` when the domain is not a municipality's, ThrottledError after too many.
    """
    proposed = municipality_by_address(newcomer.email)
    if proposed is None:
        raise InputError(
            field="email",
            sentence=N_("We don't recognise the municipality's e-mail domain. Contact us, and we will help."),
        )
    throttle.count(limits.LINK_FROM_CLIENT, client, now)
    throttle.count(limits.LINK_TO_ADDRESS, comparable(newcomer.email), now)
    account = finding.by_address(newcomer.email)
    if account is not None:
        _tell(account, now)
        return
    try:
        account = create(replace(newcomer, municipality_code=newcomer.municipality_code or proposed.code), now=now)
    except InputError:
        # The same form came twice at the same moment: the other one has made the account and its letter.
        return
    journal.record(AccountRegistered(subject=("account", account.id)), actor=actor_of(account), now=now)
    mail_link(VISITOR, account, LinkPurpose.CONFIRM, now=now)


def _tell(account: Account, now: datetime) -> None:
    if not account.is_open:
        return
    if account.confirmed_at is None:
        mail_link(VISITOR, account, LinkPurpose.CONFIRM, now=now)
    else:
        mail_link(VISITOR, account, LinkPurpose.SIGN_IN, letter=ACCOUNT_EXISTS, now=now)
