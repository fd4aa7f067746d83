"""Forget notices: what was read a quarter ago, and what nobody has read in half a year."""

from datetime import datetime

from sqlalchemy import and_, delete, or_

from helpdesk.domain.notices import KEEP_ALL, KEEP_READ
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice


def forget_notices(now: datetime) -> None:
    """Remove the notices that are older than they are kept."""
    was_read = and_(Notice.at < now - KEEP_READ, Notice.read_at.is_not(None))
    db.session.execute(
        delete(Notice).where(or_(Notice.at < now - KEEP_ALL, was_read)).execution_options(synchronize_session=False)
    )
