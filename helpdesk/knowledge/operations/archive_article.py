"""Archive article: readers no longer see it, and are told why and where to go on."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import ArticleArchived
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionStepError, Step, after
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision, Withdrawal
from helpdesk.knowledge.operations.reviewing import for_article

REASON, SUCCESSOR = "reason", "successor"


def archive_article(
    actor: Actor, article_id: int, *, reason: str, successor_slug: str = "", now: datetime
) -> Withdrawal:
    """Take the published article from its readers, and give what they are told instead.

    `reason` is for readers, in a sentence or two; `successor_slug` is the address of the article that takes its place, empty
    for none. Raises InputError without a reason or for a successor that readers don't have, RevisionStepError when the article
    is not published, HiddenError or ForbiddenError when it is not theirs to archive.
    """
    article = for_article(actor, article_id, Permission.ARTICLE_PUBLISH)
    if actor.id is None:
        raise ForbiddenError
    if article.published_revision_id is None:
        raise RevisionStepError
    if not reason.strip():
        raise InputError(REASON, N_("Write why readers no longer find the article."))
    successor_id = _successor(article, successor_slug)
    revision = db.session.get_one(Revision, article.published_revision_id)
    revision.state = after(revision.state, Step.ARCHIVE)
    article.published_revision_id = article.published_at = None
    withdrawal = Withdrawal(
        article_id=article.id, reason=reason, successor_id=successor_id, withdrawn_by_id=actor.id, withdrawn_at=now
    )
    db.session.add(withdrawal)
    db.session.flush()
    journal.record(ArticleArchived(subject=("article", article.id)), actor=actor, now=now)
    return withdrawal


def _successor(article: Article, slug: str) -> int | None:
    if not slug:
        return None
    found = db.session.scalar(
        select(Article.id).where(
            Article.slug == slug, Article.id != article.id, Article.published_revision_id.is_not(None)
        )
    )
    if found is None:
        raise InputError(SUCCESSOR, N_("We find no other published article with that address. Copy it from its page."))
    return found
