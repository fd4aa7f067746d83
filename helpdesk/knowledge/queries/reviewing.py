"""Articles to review: the queue of texts that wait for a second reader, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import exists, select

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.publication import RevisionState, is_reviewer
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.knowledge.models import Article, Masking, Revision
from helpdesk.knowledge.queries.words import KINDS
from helpdesk.knowledge.queries.writable import writable_by

ROWS_A_PAGE = 20
_ORDER: Columns = ((Revision.__table__.c.submitted_at, True), (Revision.__table__.c.id, True))


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One text under review; `is_change` where readers see an earlier one, `is_masked` where it was made of a ticket."""

    article_id: int
    revision_id: int
    title: str
    kind_words: str
    municipality: str | None
    authors: tuple[str, ...]
    submitted_at: datetime
    is_own: bool
    is_change: bool
    is_masked: bool


def reviews(actor: Actor, cursor: str = "") -> Page[ReviewLine]:
    """One page of what waits for review, what has waited longest first: three queries.

    Raises HiddenError for a cursor of no such list.
    """
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    found = db.session.execute(
        select(Article, Revision, Municipality.name, exists().where(Masking.article_id == Article.id))
        .join(Revision, Revision.article_id == Article.id)
        .join(Municipality, Municipality.code == Article.municipality_code, isouter=True)
        .where(
            writable_by(actor),
            Revision.state == RevisionState.IN_REVIEW,
            Revision.submitted_at.is_not(None),
            beyond,
        )
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    ).all()
    people = people_by_id(id_ for row in found for id_ in row[1].written_by)
    rows = [
        ReviewLine(
            article_id=article.id,
            revision_id=revision.id,
            title=revision.title,
            kind_words=KINDS[revision.kind],
            municipality=municipality,
            authors=tuple(people[id_].name for id_ in revision.written_by if id_ in people),
            submitted_at=cast("datetime", revision.submitted_at),  # one without is not in the queue
            is_own=not is_reviewer(actor, revision.written_by),
            is_change=article.published_revision_id is not None,
            is_masked=is_masked,
        )
        for article, revision, municipality, is_masked in found
    ]
    return paging.page_of(rows, ROWS_A_PAGE, place, lambda row: (row.submitted_at, row.revision_id))
