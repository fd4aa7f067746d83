"""Forget drafts: questions that were never sent are removed when their time is out, with their files."""

from datetime import datetime

from sqlalchemy import delete, select

from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.tickets.models.writing import Attachment, QuestionDraft

AT_ONCE = 200


def forget_expired_drafts(store: Store, *, now: datetime) -> int:
    """Remove at most AT_ONCE question drafts whose time was out before `now`; gives how many.

    The rows are locked while the files are removed, so that no draft is sent meanwhile; after a fault in between, the next
    run finds the rows still there and goes on.
    """
    ids = db.session.scalars(
        select(QuestionDraft.id)
        .where(QuestionDraft.expires_at <= now)
        .order_by(QuestionDraft.expires_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for key in db.session.scalars(select(Attachment.key).where(Attachment.draft_id.in_(ids))):
        store.delete(key)
    for table, column in ((Attachment, Attachment.draft_id), (QuestionDraft, QuestionDraft.id)):
        db.session.execute(delete(table).where(column.in_(ids)).execution_options(synchronize_session=False))
    return len(ids)
