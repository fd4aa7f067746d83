"""Which articles are filed under a topic."""

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.knowledge.models import ArticleTopic


def articles_under(topic_code: str) -> tuple[int, ...]:
    """The ids of all articles that have the topic itself."""
    return tuple(db.session.scalars(select(ArticleTopic.article_id).where(ArticleTopic.topic_code == topic_code)))
