"""What a reader has said of an article before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.knowledge.models import Feedback


@dataclass(frozen=True, slots=True)
class Given:
    """The reader's own opinion."""

    is_useful: bool
    reason: str
    given_at: datetime


def given_by(article_id: int, reader_key: str) -> Given | None:
    """What the reader with this key has said, if anything: one query."""
    row = db.session.execute(
        select(Feedback.is_useful, Feedback.reason, Feedback.given_at).where(
            Feedback.article_id == article_id, Feedback.reader_key == reader_key
        )
    ).one_or_none()
    return Given(*row) if row else None
