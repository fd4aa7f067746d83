"""Send link: a letter with a one-time link to sign in with, or to choose a new password with."""

from datetime import datetime

from helpdesk.accounts.operations import finding, limits
from helpdesk.accounts.operations.linking import mail_link
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import VISITOR
from helpdesk.domain.addresses import comparable
from helpdesk.kit import throttle


def send_link(email: str, purpose: LinkPurpose, *, client: str, now: datetime, next_path: str = "") -> None:
    """Mail a link to the address if it has an open account; otherwise do nothing, and say nothing of it.

    An account whose address is not confirmed yet gets the link that confirms it. `client` is the network address that
    asks, `next_path` where the person was going. Raises ThrottledError after too many, whether there is an account or not.
    """
    throttle.count(limits.LINK_FROM_CLIENT, client, now)
    throttle.count(limits.LINK_TO_ADDRESS, comparable(email), now)
    account = finding.by_address(email)
    if account is None or not account.is_open:
        return
    purpose = purpose if account.confirmed_at else LinkPurpose.CONFIRM
    mail_link(VISITOR, account, purpose, now=now, next_path=next_path)
