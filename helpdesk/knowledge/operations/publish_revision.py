"""Publish revision: what was reviewed becomes what readers see."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ArticlePublished
from helpdesk.domain.freshness import is_masking_settled
from helpdesk.domain.publication import Step, after
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, FormerAddress, Revision, Withdrawal
from helpdesk.knowledge.operations.drafting import as_topics, take_address, text_of, was_published
from helpdesk.knowledge.operations.reviewing import (
    MaskingOpenError,
    StoppedError,
    confirmation_of,
    for_review,
    masking_of,
)
from helpdesk.knowledge.queries.checking import stops_of


def publish_revision(actor: Actor, article_id: int, *, seen: tuple[int, int], now: datetime) -> Article:
    """Let readers see the article's revision under review, and give the article.

    What they saw until now is kept among the archived. An article that was never published gets its address from the revision,
    or from its title; of one that is renamed the former address stays. `seen` is number and version of the revision that the
    actor has read. Raises HiddenError or ForbiddenError when it is not theirs to publish, RevisionStepError when nothing is
    under review, OwnTextError when they wrote in it, StaleError when it changed, StoppedError when something has to be mended,
    MaskingOpenError when it was made of a ticket and nobody has confirmed the masking.
    """
    article, revision = for_review(actor, article_id, seen)
    state, today, is_known = after(revision.state, Step.PUBLISH), swedish_day(now), was_published(article.id)
    if stops_of(text_of(revision), article.id, today):
        raise StoppedError
    _require_masking(article, revision, is_known=is_known)
    _put_aside(article)
    _give_address(article, revision, is_known=is_known)
    _lay_on(article, revision)
    revision.state, revision.reviewer_id, revision.published_at = state, actor.id, now
    article.published_revision_id, article.published_at, article.reviewed_on = revision.id, now, today
    db.session.execute(delete(Withdrawal).where(Withdrawal.article_id == article.id))
    db.session.flush()
    journal.record(ArticlePublished(subject=("article", article.id), revision_id=revision.id), actor=actor, now=now)
    return article


def _require_masking(article: Article, revision: Revision, *, is_known: bool) -> None:
    masking = masking_of(article.id)
    if masking is None:
        return
    insiders = {masking.made_by_id, *revision.written_by}
    if not is_masking_settled(confirmation_of(masking), insiders, revision.submitted_at, was_published=is_known):
        raise MaskingOpenError


def _put_aside(article: Article) -> None:
    """What readers have seen until now is kept among the archived."""
    if article.published_revision_id is not None:
        former = db.session.get_one(Revision, article.published_revision_id)
        former.state = after(former.state, Step.ARCHIVE)


def _give_address(article: Article, revision: Revision, *, is_known: bool) -> None:
    """The address that the revision asks for; one that readers know goes on leading to the article."""
    if not is_known:
        take_address(article, revision.slug or revision.title)
        return
    if not revision.slug or revision.slug == article.slug:
        return
    # The article may get back an address that it had before.
    db.session.execute(
        delete(FormerAddress).where(FormerAddress.slug == revision.slug, FormerAddress.article_id == article.id)
    )
    db.session.add(FormerAddress(slug=article.slug, article_id=article.id))
    article.slug = revision.slug
    try:
        db.session.flush()
    except IntegrityError:
        raise StoppedError from None  # somebody has taken it since this was checked


def _lay_on(article: Article, revision: Revision) -> None:
    """Lists and access follow what is published."""
    article.kind, article.audience = revision.kind, revision.audience
    article.review_by = cast("date", revision.review_by)  # one without would have been stopped
    if [topic.topic_code for topic in article.topics] != revision.topics:
        article.topics = []
        db.session.flush()  # the same topic may come back at another place
        article.topics = as_topics(revision.topics)
