"""What readers said of articles between two instants, counted by article."""

from datetime import datetime

from sqlalchemy import func, select

from helpdesk.kit.db import db
from helpdesk.knowledge.models import Feedback


def ratings_between(start: datetime, end: datetime) -> dict[int, tuple[int, int]]:
    """Article id -> (how many said that it was of use, how many said anything), `end` not included: one query."""
    useful = func.count().filter(Feedback.is_useful.is_(True))
    rows = db.session.execute(
        select(Feedback.article_id, useful, func.count())
        .where(Feedback.given_at >= start, Feedback.given_at < end)
        .group_by(Feedback.article_id)
    )
    return {article_id: (of_use, ratings) for article_id, of_use, ratings in rows}
