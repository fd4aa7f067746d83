"""What the page of a one-time link shows before its button is pressed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account, OneTimeLink
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.kit.db import db
from helpdesk.kit.tokens import digest


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A link that can be used."""

    purpose: LinkPurpose
    name: str
    email: str
    expires_at: datetime
    needs_password: bool
    may_choose_password: bool


def link_page(token: str, now: datetime) -> LinkPage | None:
    """The page of this token's link; None when it is unknown, used or expired, or its account closed."""
    row = db.session.execute(
        select(OneTimeLink, Account)
        .join(Account, Account.id == OneTimeLink.account_id)
        .where(
            OneTimeLink.token_hash == digest(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            Account.is_open.is_(True),
        )
    ).first()
    if row is None:
        return None
    link, account = row
    return LinkPage(
        purpose=link.purpose,
        name=account.name,
        email=account.email,
        expires_at=link.expires_at,
        needs_password=link.purpose is LinkPurpose.RESET,
        may_choose_password=link.purpose in {LinkPurpose.CONFIRM, LinkPurpose.ACCEPT_INVITATION},
    )
