"""Articles that were made of tickets, for the desk alone."""

from dataclasses import dataclass

from sqlalchemy import func, select

from helpdesk.domain.access import may_ever
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.queries.words import STATES
from helpdesk.tickets.models.consulting import ArticleOrigin
from helpdesk.tickets.models.ticket import Ticket


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article that was made of a ticket: its newest title and state; `slug` is None while readers see nothing of it."""

    id: int
    title: str
    state_words: str
    slug: str | None


def articles_made_of(reference: str) -> tuple[MadeArticle, ...]:
    """The articles that were made of the ticket, oldest first: one query."""
    newest = (
        select(func.max(Revision.number)).where(Revision.article_id == Article.id).correlate(Article).scalar_subquery()
    )
    rows = db.session.execute(
        select(Article.id, Revision.title, Revision.state, Article.slug, Article.published_revision_id)
        .join(ArticleOrigin, ArticleOrigin.article_id == Article.id)
        .join(Ticket, Ticket.id == ArticleOrigin.ticket_id)
        .join(Revision, (Revision.article_id == Article.id) & (Revision.number == newest))
        .where(Ticket.reference == reference)
        .order_by(ArticleOrigin.made_at, Article.id)
    )
    return tuple(
        MadeArticle(id_, title, STATES[state], slug if published else None)
        for id_, title, state, slug, published in rows
    )


def origin_of(actor: Actor, article_id: int) -> str:
    """The reference of the ticket that the article was made of; HiddenError where there is none, or it is not theirs."""
    if not may_ever(actor, Permission.TICKET_REUSE):
        raise HiddenError
    reference = db.session.scalar(
        select(Ticket.reference)
        .join(ArticleOrigin, ArticleOrigin.ticket_id == Ticket.id)
        .where(ArticleOrigin.article_id == article_id)
    )
    if reference is None:
        raise HiddenError
    return reference
