"""Articles that want attention: their review date is near or has passed, few find them of use, or readers wrote why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.domain import freshness
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.queries.ratings import open_reasons_by_article, ratings_by_revision
from helpdesk.knowledge.queries.writable import writable_by

Rows = Select[*tuple[Any, ...]]
ROWS_A_PAGE = 20
_ORDER: Columns = ((Article.__table__.c.review_by, True), (Article.__table__.c.id, True))


class DueView(StrEnum):
    """Why an article is in the list; the values stand in addresses."""

    DATE = "datum"
    LOW = "nytta"
    REASONS = "synpunkter"


@dataclass(frozen=True, slots=True)
class DueArticle:
    """One published article of the list; `ratings` are those of what readers see now."""

    id: int
    slug: str
    title: str
    owner: str
    municipality: str | None
    review_by: date
    is_overdue: bool
    reviewed_on: date | None
    useful: int
    ratings: int
    is_low: bool
    open_reasons: int


def due_articles(actor: Actor, view: DueView, today: date, cursor: str = "") -> Page[DueArticle]:
    """One page of the articles that the actor may write in, by review date: one query. `today` is the day in Sweden.

    Raises HiddenError for a cursor of no such list.
    """
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    rated, said = ratings_by_revision(), open_reasons_by_article()
    found = db.session.execute(
        _joined(select(Article, Revision.title, Account.name, Municipality.name, *_counts(rated, said)), rated, said)
        .join(Revision, Revision.id == Article.published_revision_id)
        .join(Account, Account.id == Article.owner_id)
        .join(Municipality, Municipality.code == Article.municipality_code, isouter=True)
        .where(writable_by(actor), _conditions(rated, said, today)[view], beyond)
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    )
    rows = [_row(row, today) for row in found]
    return paging.page_of(rows, ROWS_A_PAGE, place, lambda row: (row.review_by, row.id))


def due_counts(actor: Actor, today: date) -> Mapping[DueView, int]:
    """How many articles each view holds: one query."""
    rated, said = ratings_by_revision(), open_reasons_by_article()
    columns = [
        func.count().filter(condition).label(view.name) for view, condition in _conditions(rated, said, today).items()
    ]
    row = db.session.execute(
        _joined(select(*columns), rated, said).where(writable_by(actor), Article.published_revision_id.is_not(None))
    )
    found = row.mappings().one()
    return {view: found[view.name] for view in DueView}


def due_for_reminder(today: date) -> tuple[int, ...]:
    """The published articles whose owners are to be reminded on the day `today` (in Sweden): one query."""
    return tuple(
        db.session.scalars(
            select(Article.id)
            .where(
                Article.published_revision_id.is_not(None),
                Article.review_by <= today + freshness.REMIND_BEFORE,
                or_(Article.reminded_on.is_(None), Article.reminded_on != Article.review_by),
            )
            .order_by(Article.review_by, Article.id)
        )
    )


def _conditions(rated: Subquery, said: Subquery, today: date) -> Mapping[DueView, ColumnElement[bool]]:
    ratings, useful = rated.c.ratings, rated.c.useful
    return {
        DueView.DATE: Article.review_by <= today + freshness.SOON,
        DueView.LOW: (ratings >= freshness.FEWEST_RATINGS) & (useful * 2 < ratings),
        DueView.REASONS: said.c.reasons > 0,
    }


def _counts(rated: Subquery, said: Subquery) -> tuple[ColumnElement[int], ...]:
    return (
        func.coalesce(rated.c.useful, 0),
        func.coalesce(rated.c.ratings, 0),
        func.coalesce(said.c.reasons, 0),
    )


def _joined(query: Rows, rated: Subquery, said: Subquery) -> Rows:
    return (
        query.select_from(Article)
        .join(rated, rated.c.revision_id == Article.published_revision_id, isouter=True)
        .join(said, said.c.article_id == Article.id, isouter=True)
    )


def _row(row: Any, today: date) -> DueArticle:  # noqa: ANN401  a row of the query above
    article, title, owner, municipality, useful, ratings, reasons = row
    return DueArticle(
        id=article.id,
        slug=article.slug,
        title=title,
        owner=owner,
        municipality=municipality,
        review_by=article.review_by,
        is_overdue=article.review_by < today,
        reviewed_on=article.reviewed_on,
        useful=useful,
        ratings=ratings,
        is_low=freshness.is_low(useful, ratings),
        open_reasons=reasons,
    )
