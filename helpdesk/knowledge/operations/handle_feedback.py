"""Handle feedback: the owner has dealt with what a reader said."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.access import require
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.facts import FeedbackHandled
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Feedback
from helpdesk.knowledge.queries.writable import storable


def handle_feedback(actor: Actor, feedback_id: int, *, now: datetime) -> Feedback:
    """Note that nothing more is to be done about a reader's word, and give it; done twice, the first time counts.

    Raises HiddenError when there is none, or its article is not theirs to write.
    """
    feedback = feedback_for(actor, feedback_id)
    if actor.id is None:
        raise ForbiddenError
    if feedback.handled_at is not None:
        return feedback
    feedback.handled_by_id, feedback.handled_at = actor.id, now
    db.session.flush()
    journal.record(
        FeedbackHandled(subject=("article", feedback.article_id), feedback_id=feedback.id), actor=actor, now=now
    )
    return feedback


def feedback_for(actor: Actor, feedback_id: int) -> Feedback:
    """The reader's word, locked, when the actor writes in its article. Raises HiddenError."""
    found = db.session.execute(
        select(Feedback, Article)
        .join(Article, Article.id == Feedback.article_id)
        .where(Feedback.id == storable(feedback_id))
        .with_for_update(of=Feedback)
    ).one_or_none()
    if found is None:
        raise HiddenError
    feedback, article = found
    require(actor, Permission.ARTICLE_WRITE, article)
    return feedback
