"""Every page of the knowledge base that is open to all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from helpdesk.directory.models import Topic
from helpdesk.domain.actor import VISITOR
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleTopic
from helpdesk.knowledge.queries.visible import readable_by


@dataclass(frozen=True, slots=True)
class Address:
    """The page's name in its address, and when something on it was last published."""

    slug: str
    changed_at: datetime | None


def public_articles() -> tuple[Address, ...]:
    """The articles that a visitor may read, the oldest first: one query."""
    rows = db.session.execute(
        select(Article.slug, Article.published_at).where(readable_by(VISITOR)).order_by(Article.id)
    )
    return tuple(Address(*row) for row in rows)


def public_topics() -> tuple[Address, ...]:
    """The topics in use, in their order, with their own newest public article's day: one query."""
    rows = db.session.execute(
        select(Topic.slug, func.max(Article.published_at))
        .outerjoin(ArticleTopic, ArticleTopic.topic_code == Topic.code)
        .outerjoin(Article, (Article.id == ArticleTopic.article_id) & readable_by(VISITOR))
        .where(Topic.is_archived.is_(False))
        .group_by(Topic.code, Topic.slug, Topic.position)
        .order_by(Topic.position, Topic.code)
    )
    return tuple(Address(*row) for row in rows)
