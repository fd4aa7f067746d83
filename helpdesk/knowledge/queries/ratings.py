"""What readers say of articles, counted."""

from sqlalchemy import Subquery, and_, func, select

from helpdesk.knowledge.models import Feedback

HAS_REASON = Feedback.reason != ""
IS_OPEN = and_(HAS_REASON, Feedback.handled_at.is_(None))
"""Something was written, and nobody has dealt with it yet."""


def ratings_by_revision() -> Subquery:
    """For each revision that was rated: `ratings`, and how many of them say `useful`.

    Counted by revision, so that an article that was rewritten starts anew.
    """
    return (
        select(
            Feedback.revision_id,
            func.count().label("ratings"),
            func.count().filter(Feedback.is_useful.is_(True)).label("useful"),
        )
        .group_by(Feedback.revision_id)
        .subquery("rated")
    )


def open_reasons_by_article() -> Subquery:
    """For each article with such: `reasons`, how many words of readers nobody has dealt with yet."""
    return (
        select(Feedback.article_id, func.count().label("reasons"))
        .where(IS_OPEN)
        .group_by(Feedback.article_id)
        .subquery("said")
    )
