"""Where to go on from an article that readers no longer see."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleTopic, Withdrawal
from helpdesk.knowledge.queries.article import at_address
from helpdesk.knowledge.queries.lists import ArticleLine, lines_of
from helpdesk.knowledge.queries.topics import TopicName, topic_name


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why the article went, what takes its place (where the reader may read that), and its main topic. Not what it said."""

    reason: str
    successor: ArticleLine | None
    topic: TopicName | None


def withdrawn(actor: Actor, slug: str) -> Withdrawn:
    """What is left of a withdrawn article, at its present or a former address; nothing where there is no such article."""
    article = at_address(slug)
    withdrawal = db.session.get(Withdrawal, article.id) if article else None
    successor = withdrawal.successor_id if withdrawal else None
    return Withdrawn(
        reason=withdrawal.reason if withdrawal else "",
        successor=lines_of(actor, [successor]).get(successor) if successor else None,
        topic=_main_topic(article) if article else None,
    )


def _main_topic(article: Article) -> TopicName | None:
    topic = db.session.scalar(
        select(Topic)
        .join(ArticleTopic, ArticleTopic.topic_code == Topic.code)
        .where(ArticleTopic.article_id == article.id, ArticleTopic.position == 0)
    )
    return topic_name(topic) if topic else None
