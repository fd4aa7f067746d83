"""Lists of published articles, newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db
from helpdesk.kit.paging import BadCursorError, Columns, Cursor, Page, decode, keyset, ordering, page_of
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Revision
from helpdesk.knowledge.queries.topics import TopicName, topic_name
from helpdesk.knowledge.queries.visible import readable_by
from helpdesk.knowledge.queries.words import KINDS

PAGE_SIZE = 20
_SHOWN = (
    *(Article.id, Article.slug, Article.kind, Revision.title, Revision.short_answer),
    *(Municipality.name.label("municipality"), Article.published_at),
)
ORDER: Columns = ((Article.__table__.c.published_at, False), (Article.__table__.c.id, False))


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in a list; `municipality` is the model municipality that wrote it, None for SKR."""

    id: int
    slug: str
    kind: ArticleKind
    kind_words: str
    title: str
    short_answer: str
    municipality: str | None
    published_at: datetime


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its subtopics and one page of their articles."""

    name: TopicName
    description_sv: str
    description_en: str
    parent: TopicName | None
    subtopics: tuple[TopicName, ...]
    articles: Page[ArticleLine]


def newest(actor: Actor, limit: int) -> tuple[ArticleLine, ...]:
    """The articles that were published last: one query."""
    rows = db.session.execute(_lines(actor).order_by(*ordering(ORDER, None)).limit(limit))
    return tuple(_line(row) for row in rows)


def all_articles(actor: Actor, cursor_text: str = "") -> Page[ArticleLine]:
    """One page of everything that the actor may read: one query. Raises HiddenError for a cursor that is none."""
    return _page(_lines(actor), cursor_text)


def topic_page(actor: Actor, slug: str, cursor_text: str = "") -> TopicPage:
    """A topic's page: three queries. Raises HiddenError when there is no such topic, or the cursor is none."""
    family = _family(slug)
    topic = next(each for each in family if each.slug == slug)
    codes = {each.code for each in family if topic.code in {each.code, each.parent_code}}
    return TopicPage(
        name=topic_name(topic),
        description_sv=topic.description_sv,
        description_en=topic.description_en,
        parent=next((topic_name(each) for each in family if each.code == topic.parent_code), None),
        subtopics=tuple(topic_name(each) for each in family if each.parent_code == topic.code and not each.is_archived),
        articles=_page(_lines(actor).where(in_topics(codes)), cursor_text),
    )


def related(actor: Actor, article_id: int, topics: Sequence[str], limit: int) -> tuple[ArticleLine, ...]:
    """Other articles that share a topic, those of the main topic first: one query."""
    if not topics:
        return ()
    is_of_main = in_topics({topics[0]})
    rows = db.session.execute(
        _lines(actor)
        .where(Article.id != article_id, in_topics(topics))
        .order_by(is_of_main.desc(), *ordering(ORDER, None))
        .limit(limit)
    )
    return tuple(_line(row) for row in rows)


def lines_of(actor: Actor, ids: Collection[int]) -> dict[int, ArticleLine]:
    """Those of the articles that the actor may read, as the database has them now: one query."""
    if not ids:
        return {}
    return {row.id: _line(row) for row in db.session.execute(_lines(actor).where(Article.id.in_(sorted(ids))))}


def in_topics(codes: Collection[str]) -> ColumnElement[bool]:
    """The article has one of the topics."""
    return (
        select(ArticleTopic.article_id)
        .where(ArticleTopic.article_id == Article.id, ArticleTopic.topic_code.in_(sorted(codes)))
        .exists()
    )


def _family(slug: str) -> list[Topic]:
    """The topic, its parent and its children, in their order."""
    topic = db.session.scalar(select(Topic).where(Topic.slug == slug))
    if topic is None:
        raise HiddenError
    near = (Topic.code == topic.code) | (Topic.parent_code == topic.code) | (Topic.code == topic.parent_code)
    return list(db.session.scalars(select(Topic).where(near).order_by(Topic.position)))


def _lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    """The columns of a line alone: a mapped revision would bring the whole text of every article."""
    return (
        select(*_SHOWN)
        .join(Revision, Revision.id == Article.published_revision_id)
        .join(Municipality, Municipality.code == Article.municipality_code, isouter=True)
        .where(readable_by(actor))
    )


def _page(lines: Select[*tuple[Any, ...]], cursor_text: str) -> Page[ArticleLine]:
    cursor: Cursor | None
    try:
        cursor = decode(cursor_text) if cursor_text else None
        chosen = lines.where(keyset(ORDER, cursor)).order_by(*ordering(ORDER, cursor)).limit(PAGE_SIZE + 1)
    except BadCursorError:
        raise HiddenError from None
    rows = [_line(row) for row in db.session.execute(chosen)]
    return page_of(rows, PAGE_SIZE, cursor, lambda line: (line.published_at, line.id))


def _line(row: Any) -> ArticleLine:  # noqa: ANN401  a row of the columns shown
    return ArticleLine(
        id=row.id,
        slug=row.slug,
        kind=row.kind,
        kind_words=KINDS[row.kind],
        title=row.title,
        short_answer=row.short_answer,
        municipality=row.municipality,
        published_at=row.published_at,
    )
