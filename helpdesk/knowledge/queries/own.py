"""A person's own articles, whatever their state: what is to be done about each, and what its readers say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.publication import UNPUBLISHED, RevisionState
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.markup import plain
from helpdesk.kit.paging import Columns, Page
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.knowledge.queries.ratings import open_reasons_by_article, ratings_by_revision
from helpdesk.knowledge.queries.words import KINDS, STATES
from helpdesk.knowledge.queries.writable import own_of

Rows = Select[*tuple[Any, ...]]
ROWS_A_PAGE = 20
_ORDER: Columns = ((Article.__table__.c.review_by, True), (Article.__table__.c.id, True))


class OwnView(StrEnum):
    """Which of one's own articles; the values stand in addresses."""

    ALL = "alla"
    SENT_BACK = "skickade-tillbaka"
    DRAFT = "utkast"
    IN_REVIEW = "under-granskning"
    PUBLISHED = "publicerade"


_OF_VIEW: Mapping[OwnView, ColumnElement[bool]] = {
    OwnView.ALL: true(),
    OwnView.SENT_BACK: Revision.state == RevisionState.SENT_BACK,
    OwnView.DRAFT: Revision.state == RevisionState.DRAFT,
    OwnView.IN_REVIEW: Revision.state == RevisionState.IN_REVIEW,
    OwnView.PUBLISHED: Article.published_revision_id.is_not(None),
}


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """One line of "My guides". `title` and `state` are the newest revision's; `slug` is None while readers see nothing.

    `has_draft` where there is something that readers have not seen; `comment` is what the reviewer wants changed, as plain
    text. `ratings` are those of what readers see now.
    """

    id: int
    slug: str | None
    title: str
    kind_words: str
    state: RevisionState
    state_words: str
    has_draft: bool
    owner: str | None
    """Who answers for it, where that is somebody else."""
    review_by: date
    is_review_overdue: bool
    saved_at: datetime | None
    useful: int
    ratings: int
    open_reasons: int
    comment: str | None


def own_articles(actor: Actor, view: OwnView, today: date, cursor: str = "") -> Page[OwnArticle]:
    """One page of the articles that are the actor's own or their municipality's, those to be reviewed soonest first.

    Two queries. `today` is the day in Sweden. Raises HiddenError for a cursor of no such list.
    """
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    rated, said = ratings_by_revision(), open_reasons_by_article()
    counts = (func.coalesce(rated.c.useful, 0), func.coalesce(rated.c.ratings, 0), func.coalesce(said.c.reasons, 0))
    found = db.session.execute(
        _with_newest(select(Article, Revision, Account.name, *counts))
        .join(Account, Account.id == Article.owner_id)
        .join(rated, rated.c.revision_id == Article.published_revision_id, isouter=True)
        .join(said, said.c.article_id == Article.id, isouter=True)
        .where(own_of(actor), _OF_VIEW[view], beyond)
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    ).all()
    comments = _last_comments(row[1].id for row in found if row[1].state is RevisionState.SENT_BACK)
    rows = [_row(row, actor, comments, today) for row in found]
    return paging.page_of(rows, ROWS_A_PAGE, place, lambda row: (row.review_by, row.id))


def own_counts(actor: Actor) -> Mapping[OwnView, int]:
    """How many articles each view holds: one query."""
    columns = [func.count().filter(condition).label(view.name) for view, condition in _OF_VIEW.items()]
    row = db.session.execute(_with_newest(select(*columns)).where(own_of(actor))).mappings().one()
    return {view: row[view.name] for view in OwnView}


def _with_newest(query: Rows) -> Rows:
    """The articles, each with its newest revision."""
    other = Revision.__table__.alias("other")
    newest = (
        select(func.max(other.c.number)).where(other.c.article_id == Article.id).correlate(Article).scalar_subquery()
    )
    return query.select_from(Article).join(Revision, (Revision.article_id == Article.id) & (Revision.number == newest))


def _last_comments(revision_ids: Iterable[int]) -> Mapping[int, str]:
    ids = list(revision_ids)
    if not ids:
        return {}
    rows = db.session.execute(
        select(ReviewComment.revision_id, ReviewComment.text)
        .where(ReviewComment.revision_id.in_(ids))
        .order_by(ReviewComment.id)
    )
    return {revision_id: plain(text) for revision_id, text in rows}


def _row(row: Any, actor: Actor, comments: Mapping[int, str], today: date) -> OwnArticle:  # noqa: ANN401  a row of the query above
    article, revision, owner, useful, ratings, reasons = row
    is_published = article.published_revision_id is not None
    return OwnArticle(
        id=article.id,
        slug=article.slug if is_published else None,
        title=revision.title,
        kind_words=KINDS[revision.kind],
        state=revision.state,
        state_words=STATES[revision.state],
        has_draft=revision.state in UNPUBLISHED,
        owner=owner if article.owner_id != actor.id else None,
        review_by=article.review_by,
        is_review_overdue=is_published and article.review_by < today,
        saved_at=revision.saved_at,
        useful=useful,
        ratings=ratings,
        open_reasons=reasons,
        comment=comments.get(revision.id),
    )
