"""Forget links: those that are long past leave the table."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from helpdesk.accounts.models import OneTimeLink
from helpdesk.kit.db import db

KEEP = timedelta(days=1)


def forget_links(now: datetime) -> None:
    """Remove links that expired more than a day ago."""
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < now - KEEP))
