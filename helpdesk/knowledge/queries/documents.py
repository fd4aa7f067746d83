"""Published articles as the search engine takes them: what can be found, and by whom."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, select, true

from helpdesk.directory.models import Topic
from helpdesk.domain.access import audiences_of
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import AnyOf, Document
from helpdesk.kit.markup import prose
from helpdesk.knowledge.models import Article, ArticleTopic, Revision
from helpdesk.knowledge.queries.visible import published_at

KIND = "article"
"""The documents' kind, and the kind of the articles' facts and index marks."""
AUDIENCE, TOPIC, TYPE, PHASE = "audience", "topic", "type", "phase"
"""The names of the filters. `type` is the kind of article; `kind` is the engine's own word for KIND."""


def documents(ids: Collection[int] | None = None) -> Iterator[Document]:
    """The published ones of these articles (None: all) as documents, under `article:<id>`: two queries.

    A document is filed under the article's topics and under the topics above them, and carries its audience: the engine
    shows it only to who asks with that audience.
    """
    topics = _topics(ids)
    for article, revision in db.session.execute(
        select(Article, Revision)
        .join(Revision, Revision.id == Article.published_revision_id)
        .where(_among(Article.id, ids))
        .execution_options(yield_per=200)
    ):
        yield Document(
            id=f"{KIND}:{article.id}",
            kind=KIND,
            title=revision.title,
            summary=revision.short_answer,
            body=prose(revision.body),
            keywords=tuple(revision.keywords),
            filters={
                AUDIENCE: (article.audience.value,),
                TOPIC: tuple(sorted(topics.get(article.id, ()))),
                TYPE: (article.kind.value,),
                PHASE: tuple(revision.phases),
            },
            updated_at=published_at(article),
            revision=article.version,
        )


def seen_by(actor: Actor) -> AnyOf:
    """What the engine filters by for the actor: the twin of `visible.readable_by`."""
    return {AUDIENCE: frozenset(audience.value for audience in audiences_of(actor))}


def versions() -> dict[str, int]:
    """What the index should hold: each published article's document id and version."""
    rows = db.session.execute(select(Article.id, Article.version).where(Article.published_revision_id.is_not(None)))
    return {f"{KIND}:{id_}": version for id_, version in rows}


def _topics(ids: Collection[int] | None) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for article_id, code, parent in db.session.execute(
        select(ArticleTopic.article_id, Topic.code, Topic.parent_code)
        .join(Topic, Topic.code == ArticleTopic.topic_code)
        .where(_among(ArticleTopic.article_id, ids))
    ):
        found.setdefault(article_id, set()).update(each for each in (code, parent) if each)
    return found


def _among(column: Any, ids: Collection[int] | None) -> ColumnElement[bool]:  # noqa: ANN401  an attribute of a table
    return true() if ids is None else column.in_(sorted(ids))
