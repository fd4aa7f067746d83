"""What an article's page shows: six queries at most, whatever its length."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.access import Audience, audiences_of
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, GoneError, HiddenError
from helpdesk.domain.lifecycle import PHASE_NAMES, Phase
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.markup import Rendered, render
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Revision
from helpdesk.knowledge.queries.lists import ArticleLine, related
from helpdesk.knowledge.queries.topics import TopicName, topic_name
from helpdesk.knowledge.queries.visible import published_at
from helpdesk.knowledge.queries.words import KINDS

RELATED = 4


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the template needs of one published article."""

    slug: str
    kind: ArticleKind
    kind_words: str
    title: str
    short_answer: str
    text: Rendered
    municipality: str | None
    is_reviewed: bool
    published_at: datetime
    valid_from: date | None
    review_by: date
    is_review_overdue: bool
    is_public: bool
    sources: tuple[str, ...]
    phases: tuple[str, ...]
    """In words."""
    topics: tuple[TopicName, ...]
    crumbs: tuple[TopicName, ...]
    related: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of an article a reader's browser may already have."""

    article_id: int
    version: int
    is_public: bool


def edition(actor: Actor, slug: str) -> Edition:
    """The state of a published article: at most two queries.

    Raises HiddenError when there is none for the actor, GoneError when it was withdrawn, and ForbiddenError when the actor
    has no account and would need one: that says no more than that the address, which they know, is in use.
    """
    article = db.session.scalar(select(Article).where(Article.slug == slug))
    if article is None or (article.published_revision_id is None and not _was_published(article.id)):
        raise HiddenError
    if article.audience not in audiences_of(actor):
        raise ForbiddenError if actor.id is None else HiddenError
    if article.published_revision_id is None:
        raise GoneError
    return Edition(article.id, article.version, article.audience is Audience.PUBLIC)


def article_page(actor: Actor, slug: str, today: date) -> ArticlePage:
    """The page of a published article; `today` (in Sweden) tells whether its review is overdue. Raises as `edition`."""
    found = edition(actor, slug)
    article, revision, municipality = db.session.execute(
        select(Article, Revision, Municipality.name)
        .join(Revision, Revision.id == Article.published_revision_id)
        .join(Municipality, Municipality.code == Article.municipality_code, isouter=True)
        .where(Article.id == found.article_id)
    ).one()
    topics = _topics(article.id)
    return ArticlePage(
        slug=article.slug,
        kind=article.kind,
        kind_words=KINDS[article.kind],
        title=revision.title,
        short_answer=revision.short_answer,
        text=render(revision.body, heading_base=2, with_contents=True),
        municipality=municipality,
        is_reviewed=revision.reviewer_id not in {None, revision.author_id},
        published_at=published_at(article),
        valid_from=revision.valid_from,
        review_by=article.review_by,
        is_review_overdue=article.review_by < today,
        is_public=found.is_public,
        sources=tuple(str(source) for source in revision.sources),
        phases=tuple(PHASE_NAMES[Phase(phase)] for phase in revision.phases),
        topics=tuple(topic_name(topic) for topic in topics),
        crumbs=_crumbs(topics),
        related=related(actor, article.id, [topic.code for topic in topics], RELATED),
    )


def main_topic_of(slug: str) -> TopicName | None:
    """The main topic of an article, withdrawn or not: where to go on from it."""
    topic = db.session.scalar(
        select(Topic)
        .join(ArticleTopic, ArticleTopic.topic_code == Topic.code)
        .join(Article, Article.id == ArticleTopic.article_id)
        .where(Article.slug == slug, ArticleTopic.position == 0)
    )
    return topic_name(topic) if topic else None


def _was_published(article_id: int) -> bool:
    archived = exists().where(Revision.article_id == article_id, Revision.state == RevisionState.ARCHIVED)
    return bool(db.session.scalar(select(archived)))


def _topics(article_id: int) -> list[Topic]:
    """The article's topics, its main topic first."""
    return list(
        db.session.scalars(
            select(Topic)
            .join(ArticleTopic, ArticleTopic.topic_code == Topic.code)
            .where(ArticleTopic.article_id == article_id)
            .order_by(ArticleTopic.position)
        )
    )


def _crumbs(topics: list[Topic]) -> tuple[TopicName, ...]:
    """The way to the main topic, from above."""
    if not topics:
        return ()
    main = topics[0]
    parent = db.session.get(Topic, main.parent_code) if main.parent_code else None
    return tuple(topic_name(topic) for topic in (parent, main) if topic is not None)
