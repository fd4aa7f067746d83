"""Remind of review: an article is soon to be read again."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ReviewDue
from helpdesk.domain.freshness import is_due_for_reminder
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article


def remind_of_review(actor: Actor, article_id: int, *, now: datetime) -> bool:
    """Remind the article's owner of its review date, once for each date; False where nothing is due any more."""
    article = db.session.scalar(select(Article).where(Article.id == article_id).with_for_update())
    if article is None or article.published_revision_id is None:
        return False
    if not is_due_for_reminder(article.review_by, article.reminded_on, swedish_day(now)):
        return False
    article.reminded_on = article.review_by
    db.session.flush()
    journal.record(
        ReviewDue(subject=("article", article.id), review_by=article.review_by.isoformat()), actor=actor, now=now
    )
    return True
