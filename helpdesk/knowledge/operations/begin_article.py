"""Begin: a new article, as a draft that only its writers see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from helpdesk.domain.access import DESK, require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import ArticleBegun
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.operations.drafting import (
    DraftText,
    as_topics,
    free_slug,
    new_revision,
    review_day,
    writer_of,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Who answers for an article, and for which municipality it is written; None for SKR."""

    owner_id: int
    municipality_code: str | None


def may_begin(actor: Actor, ground: Ground) -> bool:
    """Whether the actor may begin an article there: an expert their own, for their confirmed municipality; the desk any."""
    if not actor.roles.isdisjoint(DESK):
        return True
    is_at_home = actor.municipality is not None and ground.municipality_code == actor.municipality
    return is_at_home and ground.owner_id == actor.id


def begin_article(
    actor: Actor,
    text: DraftText,
    *,
    municipality_code: str | None,
    owner_id: int | None = None,
    ticket_id: int | None = None,
    now: datetime,
) -> Article:
    """Begin an article with `text` as its first draft, and give the article.

    `municipality_code` is the model municipality that writes it, None for SKR; the owner is the actor where none is named;
    `ticket_id` is the ticket that it was made from. Raises ForbiddenError where the actor may not write for that
    municipality, or may not write at all.
    """
    require_role(actor, Permission.ARTICLE_WRITE)
    ground = Ground(owner_id or writer_of(actor), municipality_code)
    if not may_begin(actor, ground):
        raise ForbiddenError
    article = Article(
        kind=text.kind,
        audience=text.audience,
        municipality_code=municipality_code,
        owner_id=ground.owner_id,
        review_by=text.review_by or review_day(now),
        topics=as_topics(text.topics),
    )
    _store(article, text.slug or text.title)
    revision = new_revision(actor, article.id, 1, text, now)
    journal.record(
        ArticleBegun(subject=("article", article.id), revision_id=revision.id, ticket_id=ticket_id),
        actor=actor,
        now=now,
    )
    return article


def _store(article: Article, words: str) -> None:
    """Under an address made of `words`: where somebody takes it at the same moment, under the next that is free."""
    article.slug = free_slug(words)
    while True:
        try:
            with db.session.begin_nested():
                db.session.add(article)
        except IntegrityError:
            taken, article.slug = article.slug, free_slug(words)
            if article.slug == taken:
                raise  # it is not the address that is refused
        else:
            return
