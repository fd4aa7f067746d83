"""What an article's page shows: six queries at most, whatever its length."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.access import Audience, allows, audiences_of
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, GoneError, HiddenError
from helpdesk.domain.lifecycle import PHASE_NAMES, Phase
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.markup import Rendered, render
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, FormerAddress, Revision
from helpdesk.knowledge.queries.lists import ArticleLine, related
from helpdesk.knowledge.queries.pictures import pictures_of
from helpdesk.knowledge.queries.topics import TopicName, topic_name
from helpdesk.knowledge.queries.visible import published_at
from helpdesk.knowledge.queries.words import KINDS

RELATED = 4


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the template needs of one published article."""

    id: int
    slug: str
    kind: ArticleKind
    kind_words: str
    title: str
    short_answer: str
    text: Rendered
    municipality: str | None
    is_reviewed: bool
    published_at: datetime
    change_note: str
    """What is new since readers said something; empty where it was not changed because of them."""
    valid_from: date | None
    reviewed_on: date | None
    review_by: date
    is_review_overdue: bool
    is_public: bool
    sources: tuple[str, ...]
    phases: tuple[str, ...]
    """In words."""
    topics: tuple[TopicName, ...]
    crumbs: tuple[TopicName, ...]
    related: tuple[ArticleLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of an article a reader's browser may already have, and its present address."""

    article_id: int
    revision_id: int
    slug: str
    version: int
    is_public: bool
    owner_id: int


def edition(actor: Actor, slug: str) -> Edition:
    """The state of a published article, at its present or a former address: at most three queries.

    Raises HiddenError when there is none for the actor, GoneError when it was withdrawn, and ForbiddenError when the actor
    has no account and would need one: that says no more than that the address, which they know, is in use.
    """
    article = at_address(slug)
    if article is None or (article.published_revision_id is None and not _was_published(article.id)):
        raise HiddenError
    if article.audience not in audiences_of(actor):
        raise ForbiddenError if actor.id is None else HiddenError
    if article.published_revision_id is None:
        raise GoneError
    is_public = article.audience is Audience.PUBLIC
    return Edition(
        article.id, article.published_revision_id, article.slug, article.version, is_public, article.owner_id
    )


def at_address(slug: str) -> Article | None:
    """The article that has the slug, or else the one that had it before; whatever its state."""
    former = select(FormerAddress.article_id).where(FormerAddress.slug == slug).scalar_subquery()
    is_present = Article.slug == slug
    return db.session.scalar(
        select(Article).where(is_present | (Article.id == former)).order_by(is_present.desc()).limit(1)
    )


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
        id=article.id,
        slug=article.slug,
        kind=article.kind,
        kind_words=KINDS[article.kind],
        title=revision.title,
        short_answer=revision.short_answer,
        text=render(revision.body, heading_base=2, pictures=pictures_of(article.id, revision.body), with_contents=True),
        municipality=municipality,
        is_reviewed=revision.reviewer_id not in {None, revision.author_id},
        published_at=published_at(article),
        change_note=revision.change_note if revision.follows_feedback else "",
        valid_from=revision.valid_from,
        reviewed_on=article.reviewed_on,
        review_by=article.review_by,
        is_review_overdue=article.review_by < today,
        is_public=found.is_public,
        sources=tuple(str(source) for source in revision.sources),
        phases=tuple(PHASE_NAMES[Phase(phase)] for phase in revision.phases),
        topics=tuple(topic_name(topic) for topic in topics),
        crumbs=_crumbs(topics),
        related=related(actor, article.id, [topic.code for topic in topics], RELATED),
        may_write=allows(actor, Permission.ARTICLE_WRITE, article),
    )


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
