"""Topics as readers browse them: two levels, with the number of articles that the reader may read."""

from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from helpdesk.directory.models import Topic
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleTopic
from helpdesk.knowledge.queries.visible import readable_by


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic and the address of its page."""

    code: str
    slug: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic of the upper level; `articles` counts those of its subtopics too, each once."""

    name: TopicName
    description_sv: str
    description_en: str
    icon: str
    articles: int


def topic_name(topic: Topic) -> TopicName:
    """The topic as links show it."""
    return TopicName(topic.code, topic.slug, topic.name_sv, topic.name_en)


def topic_cards(actor: Actor) -> tuple[TopicCard, ...]:
    """The topics of the upper level, in their own order: two queries."""
    main = func.coalesce(Topic.parent_code, Topic.code)
    counted = db.session.execute(
        select(main, func.count(distinct(Article.id)))
        .join(ArticleTopic, ArticleTopic.topic_code == Topic.code)
        .join(Article, Article.id == ArticleTopic.article_id)
        .where(readable_by(actor))
        .group_by(main)
    )
    articles: dict[str, int] = dict(counted.all())
    topics = db.session.scalars(
        select(Topic).where(Topic.parent_code.is_(None), Topic.is_archived.is_(False)).order_by(Topic.position)
    )
    return tuple(
        TopicCard(
            topic_name(topic), topic.description_sv, topic.description_en, topic.icon, articles.get(topic.code, 0)
        )
        for topic in topics
    )
