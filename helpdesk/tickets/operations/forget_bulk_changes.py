"""Forget bulk changes: what it took to undo them is removed long after the last moment to do so."""

from datetime import datetime

from sqlalchemy import delete

from helpdesk.domain.bulk import KEPT
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import BulkChange


def forget_bulk_changes(now: datetime) -> None:
    """Remove the changes to many tickets that are older than they are kept; the journal still tells of them."""
    db.session.execute(
        delete(BulkChange).where(BulkChange.made_at < now - KEPT).execution_options(synchronize_session=False)
    )
