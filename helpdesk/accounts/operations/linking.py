"""One-time links: made, mailed and used up. Only the hash of the token is kept; the letter alone holds the token."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from helpdesk.accounts.models import Account, OneTimeLink
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import LinkAsked
from helpdesk.kit import journal, outbox
from helpdesk.kit.db import db
from helpdesk.kit.tokens import digest, new_token

LIFETIMES: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.RESET: timedelta(minutes=15),
    LinkPurpose.CONFIRM: timedelta(hours=24),
    LinkPurpose.ACCEPT_INVITATION: timedelta(days=7),
}
"""How long a link can be used."""

DOUBLE_CLICK = timedelta(seconds=60)
"""How long a link that was used signs in once more: a button pressed twice sends two posts, and only the answer to the second
is shown by the browser."""

LETTERS: Mapping[LinkPurpose, str] = {
    LinkPurpose.SIGN_IN: "sign_in_link",
    LinkPurpose.RESET: "reset_password",
    LinkPurpose.CONFIRM: "confirm_account",
    LinkPurpose.ACCEPT_INVITATION: "invitation",
}
"""Which letter carries a link."""


def mail_link(
    actor: Actor, account: Account, purpose: LinkPurpose, *, now: datetime, letter: str = "", next_path: str = ""
) -> None:
    """Make a link and put its letter in the outbox; the letter is the purpose's own where no other is named."""
    token = new_token()
    link = OneTimeLink(
        purpose=purpose,
        token_hash=digest(token),
        account_id=account.id,
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
        next_path=next_path,
    )
    db.session.add(link)
    db.session.flush()
    outbox.post(
        letter or LETTERS[purpose],
        subject=("account", account.id),
        recipient_id=account.id,
        cause=str(link.id),
        now=now,
        data={"token": token, "expires_at": link.expires_at.isoformat()},
    )
    journal.record(LinkAsked(subject=("account", account.id), purpose=purpose), actor=actor, now=now)


def usable(token: str, now: datetime) -> OneTimeLink | None:
    """The link of this token, locked until the transaction ends; None when it is unknown, used or expired.

    One that was used less than DOUBLE_CLICK ago is still given: a button pressed twice.
    """
    link = db.session.scalar(select(OneTimeLink).where(OneTimeLink.token_hash == digest(token)).with_for_update())
    if link is None or now >= link.expires_at:
        return None
    return link if link.used_at is None or now - link.used_at < DOUBLE_CLICK else None


def use_up(account_id: int, now: datetime, *purposes: LinkPurpose, but: int | None = None) -> None:
    """End every link of these purposes that the account still has, but the one with the id `but`, at once and for good."""
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.account_id == account_id,
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.expires_at > now,
            OneTimeLink.id != (but or 0),
        )
        .values(used_at=func.coalesce(OneTimeLink.used_at, now), expires_at=now)
        .execution_options(synchronize_session="fetch")
    )
