"""What readers wrote about articles, for those who write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from helpdesk.domain.access import require
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.knowledge.models import Article, Feedback, Revision
from helpdesk.knowledge.queries.ratings import HAS_REASON, IS_OPEN
from helpdesk.knowledge.queries.writable import own_of, storable

ROWS_A_PAGE = 20
_ORDER: Columns = ((Feedback.__table__.c.given_at, False), (Feedback.__table__.c.id, False))


class FeedbackView(StrEnum):
    """What has been done about a reader's word; the values stand in addresses."""

    OPEN = "att-ta-hand-om"
    HANDLED = "klara"


_OF_VIEW: Mapping[FeedbackView, ColumnElement[bool]] = {
    FeedbackView.OPEN: IS_OPEN,
    FeedbackView.HANDLED: Feedback.handled_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class ReaderWord:
    """What one reader wrote; `slug` is None where readers no longer see the article, `is_of_now` where its text is the same."""

    id: int
    article_id: int
    slug: str | None
    title: str
    is_useful: bool
    reason: str
    given_at: datetime
    handled_at: datetime | None
    is_of_now: bool


@dataclass(frozen=True, slots=True)
class FeedbackList:
    """One page, how many there are of each, and the article's title where only one article is asked for."""

    words: Page[ReaderWord]
    counts: Mapping[FeedbackView, int]
    article: str | None


def feedback_list(actor: Actor, view: FeedbackView, article_id: int | None = None, cursor: str = "") -> FeedbackList:
    """What readers wrote about the actor's own articles, or about the one named, newest first: three queries at most.

    Raises HiddenError for an article that the actor does not write in, and for a cursor of no such list.
    """
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    title = None if article_id is None else _title(actor, article_id)
    scope = own_of(actor) if article_id is None else Article.id == storable(article_id)
    found = db.session.execute(
        select(Feedback, Article, Revision.title)
        .select_from(Feedback)
        .join(Article, Article.id == Feedback.article_id)
        .join(Revision, Revision.id == func.coalesce(Article.published_revision_id, Feedback.revision_id))
        .where(scope, HAS_REASON, _OF_VIEW[view], beyond)
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    )
    rows = [_word(*row) for row in found]
    page = paging.page_of(rows, ROWS_A_PAGE, place, lambda word: (word.given_at, word.id))
    return FeedbackList(page, _counts(scope), title)


def open_feedback(actor: Actor) -> int:
    """How many words about the actor's own articles nobody has dealt with yet: one query."""
    return _counts(own_of(actor))[FeedbackView.OPEN]


def _counts(scope: ColumnElement[bool]) -> Mapping[FeedbackView, int]:
    columns = [func.count().filter(condition).label(view.name) for view, condition in _OF_VIEW.items()]
    row = db.session.execute(
        select(*columns).join_from(Feedback, Article, Article.id == Feedback.article_id).where(scope, HAS_REASON)
    )
    found = row.mappings().one()
    return {view: found[view.name] for view in FeedbackView}


def _title(actor: Actor, article_id: int) -> str:
    """The title of what readers see, or last saw."""
    found = db.session.execute(
        select(Article, Revision.title)
        .join(Revision, Revision.article_id == Article.id)
        .where(Article.id == storable(article_id))
        .order_by((Revision.id == Article.published_revision_id).desc(), Revision.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise HiddenError
    require(actor, Permission.ARTICLE_WRITE, found[0])
    return found[1]


def _word(feedback: Feedback, article: Article, title: str) -> ReaderWord:
    return ReaderWord(
        id=feedback.id,
        article_id=article.id,
        slug=article.slug if article.published_revision_id is not None else None,
        title=title,
        is_useful=feedback.is_useful,
        reason=feedback.reason,
        given_at=feedback.given_at,
        handled_at=feedback.handled_at,
        is_of_now=feedback.revision_id == article.published_revision_id,
    )
