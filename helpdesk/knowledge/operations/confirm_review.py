"""Confirm review: somebody has read a published article again and found it right."""

from datetime import date, datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ArticleReviewed
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionStepError
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.operations.reviewing import for_article

REVIEW_BY = "review_by"


def confirm_review(actor: Actor, article_id: int, *, review_by: date, now: datetime) -> Article:
    """Note that the article was read today, and is to be read again by `review_by` (in Sweden); give the article.

    What it says stays as it is: there is no new revision. Raises InputError for a day that is not to come, RevisionStepError
    when the article is not published, HiddenError when it is not theirs to write.
    """
    article = for_article(actor, article_id, Permission.ARTICLE_WRITE)
    today = swedish_day(now)
    if article.published_revision_id is None:
        raise RevisionStepError
    if review_by <= today:
        raise InputError(REVIEW_BY, N_("Choose a review date that is still to come."))
    article.reviewed_on, article.review_by = today, review_by
    db.session.flush()
    journal.record(
        ArticleReviewed(subject=("article", article.id), review_by=review_by.isoformat()), actor=actor, now=now
    )
    return article
