"""A person's own articles, whatever their state."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from helpdesk.domain.actor import Actor
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.queries.words import KINDS, STATES


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """One line of "My guides": the newest revision's title and state; `slug` is None while readers see nothing."""

    slug: str | None
    title: str
    kind_words: str
    state: RevisionState
    state_words: str
    review_by: date
    is_review_overdue: bool


def own_articles(actor: Actor, today: date) -> tuple[OwnArticle, ...]:
    """The actor's articles, those to be reviewed soonest first: one query. `today` is the day in Sweden."""
    newest = (
        select(func.max(Revision.number)).where(Revision.article_id == Article.id).correlate(Article).scalar_subquery()
    )
    rows = db.session.execute(
        select(Article, Revision)
        .join(Revision, (Revision.article_id == Article.id) & (Revision.number == newest))
        .where(Article.owner_id == actor.id)
        .order_by(Article.review_by, Article.id)
    )
    return tuple(
        OwnArticle(
            slug=article.slug if article.published_revision_id is not None else None,
            title=revision.title,
            kind_words=KINDS[article.kind],
            state=revision.state,
            state_words=STATES[revision.state],
            review_by=article.review_by,
            is_review_overdue=article.published_revision_id is not None and article.review_by < today,
        )
        for article, revision in rows
    )
