"""Publish: a text becomes what readers see."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from helpdesk.domain.access import Audience, require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ArticlePublished
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionState
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What an article says, for whom, and who answers for it.

    `topics` are codes, the main topic first; `municipality_code` is the model municipality that wrote it, None for SKR;
    `review_by` is the day (in Sweden) by which somebody must have read it again.
    """

    slug: str
    title: str
    kind: ArticleKind
    short_answer: str
    body: str
    topics: tuple[str, ...]
    audience: Audience
    owner_id: int
    review_by: date
    municipality_code: str | None = None
    phases: tuple[Phase, ...] = ()
    keywords: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    valid_from: date | None = None


def publish_article(actor: Actor, text: ArticleText, *, now: datetime) -> Article:
    """Publish `text` under its slug: a new article, or the next revision of the one that has the slug.

    The actor stands as the revision's reviewer, `owner_id` as its author. Raises ForbiddenError for who may not publish, and
    InputError for a text without short answer, or with a review date that has passed at `now`.
    """
    require_role(actor, Permission.ARTICLE_PUBLISH)
    _check(text, now)
    article = db.session.scalar(
        select(Article).where(Article.slug == text.slug).options(selectinload(Article.topics)).with_for_update()
    )
    if article is None:
        article = Article(slug=text.slug, topics=[])
        db.session.add(article)
    article.kind, article.audience, article.owner_id = text.kind, text.audience, text.owner_id
    article.municipality_code, article.review_by = text.municipality_code, text.review_by
    article.topics = [ArticleTopic(topic_code=code, position=place) for place, code in enumerate(text.topics)]
    db.session.flush()
    revision = _add_revision(actor, article, text, now)
    article.published_revision_id, article.published_at = revision.id, now
    article.reviewed_on = swedish_day(now)
    db.session.flush()
    journal.record(ArticlePublished(subject=("article", article.id), revision_id=revision.id), actor=actor, now=now)
    return article


def _check(text: ArticleText, now: datetime) -> None:
    for field, is_wrong, sentence in (
        ("short_answer", not text.short_answer.strip(), N_("Write a short answer: it is what most people read.")),
        ("topics", not text.topics, N_("Choose at least one topic.")),
        ("review_by", text.review_by <= swedish_day(now), N_("Choose a review date that is still to come.")),
    ):
        if is_wrong:
            raise InputError(field, sentence)


def _add_revision(actor: Actor, article: Article, text: ArticleText, now: datetime) -> Revision:
    """Write the next revision; the one that readers saw until now is kept among the archived."""
    db.session.execute(
        update(Revision)
        .where(Revision.article_id == article.id, Revision.state == RevisionState.PUBLISHED)
        .values(state=RevisionState.ARCHIVED)
    )
    last = db.session.scalar(select(func.max(Revision.number)).where(Revision.article_id == article.id))
    revision = Revision(
        article_id=article.id,
        number=(last or 0) + 1,
        state=RevisionState.PUBLISHED,
        title=text.title,
        short_answer=text.short_answer,
        body=text.body,
        keywords=list(text.keywords),
        phases=[phase.value for phase in text.phases],
        sources=list(text.sources),
        valid_from=text.valid_from,
        kind=text.kind,
        audience=text.audience,
        topics=list(text.topics),
        review_by=text.review_by,
        written_by=[text.owner_id],
        saved_at=now,
        submitted_at=now,
        author_id=text.owner_id,
        reviewer_id=actor.id,
        written_at=now,
        published_at=now,
    )
    db.session.add(revision)
    db.session.flush()
    return revision
