"""The SQL twin of `domain.access.audiences_of`: which articles an actor may read."""

from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_

from helpdesk.domain.access import audiences_of
from helpdesk.domain.actor import Actor
from helpdesk.knowledge.models import Article


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """A condition that holds for the published articles whose audience the actor belongs to."""
    return and_(Article.published_revision_id.is_not(None), Article.audience.in_(sorted(audiences_of(actor))))


def published_at(article: Article) -> datetime:
    """When the present revision of a published article was published."""
    return cast("datetime", article.published_at)  # the column is empty only while there is no such revision
