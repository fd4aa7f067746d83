"""Mark undeliverable: a mail server has said for good that no letter reaches an address; and the way back."""

from datetime import datetime

from sqlalchemy import update

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import AddressUndeliverable
from helpdesk.kit import journal
from helpdesk.kit.db import db

LONGEST_STATUS = 16


def mark_undeliverable(account_id: int, status: str, now: datetime) -> None:
    """Nothing but one-time links, which their reader has asked for, goes to the account's address from now on.

    `status` is the server's enhanced status code, as 5.1.1, else its reply code, else empty. Marked already, or unknown:
    nothing happens.
    """
    marked = db.session.scalar(
        update(Account)
        .where(Account.id == account_id, Account.undeliverable_at.is_(None))
        .values(undeliverable_at=now, undeliverable_status=status[:LONGEST_STATUS])
        .returning(Account.id)
    )
    if marked is not None:
        fact = AddressUndeliverable(subject=("account", account_id), status=status[:LONGEST_STATUS])
        journal.record(fact, actor=SYSTEM, now=now)


def mark_reachable(account_id: int) -> bool:
    """Letters go to the account's address again; whether none did. What shows that it can be reached is the caller's to record."""
    cleared = db.session.scalar(
        update(Account)
        .where(Account.id == account_id, Account.undeliverable_at.is_not(None))
        .values(undeliverable_at=None, undeliverable_status="")
        .returning(Account.id)
    )
    return cleared is not None
