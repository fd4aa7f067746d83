"""What every verb of a reviewer shares: the article locked, what is under review, and what stops it."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.domain.access import require
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, MoveError, StaleError
from helpdesk.domain.freshness import Confirmation
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionState, RevisionStepError, require_reviewer
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Masking, Revision
from helpdesk.knowledge.operations.drafting import draft_of
from helpdesk.knowledge.queries.writable import storable


class ReviewStaleError(StaleError):
    """The text under review is not the one that the reviewer has read."""

    sentence = N_("The article changed while you were reading. Read what is new, then choose again.")


class StoppedError(MoveError):
    """Something has to be mended first: the page lists it."""

    sentence = N_("The article can't be published yet. The checklist says what has to be mended first.")


class MaskingOpenError(MoveError):
    """Nobody outside has confirmed yet that nobody can be recognised."""

    sentence = N_("The article is made of a ticket. Confirm first that nobody can be recognised in it.")


class MaskedByOwnHandError(MoveError):
    """Whoever masked or wrote the text can't confirm it."""

    sentence = N_("You have made or written this article yourself. Ask a colleague to confirm the masking.")


def for_article(actor: Actor, article_id: int, permission: Permission) -> Article:
    """The article with its topics, locked, when the actor holds `permission` on it. Raises HiddenError or ForbiddenError."""
    article = db.session.scalar(
        select(Article)
        .where(Article.id == storable(article_id))
        .options(selectinload(Article.topics))
        .with_for_update(of=Article)
    )
    if article is None:
        raise HiddenError
    require(actor, permission, article)
    return article


def for_review(actor: Actor, article_id: int, seen: tuple[int, int]) -> tuple[Article, Revision]:
    """The article, locked, and its revision under review, when the actor may judge it and has read it as it is.

    `seen` is number and version of the revision on screen: every revision counts its versions from one. Raises HiddenError or
    ForbiddenError when it is not theirs to review, RevisionStepError when nothing is under review, OwnTextError when they
    wrote in it, StaleError when it is another text than they have read.
    """
    article = for_article(actor, article_id, Permission.ARTICLE_PUBLISH)
    revision = draft_of(article.id)
    if revision is None or revision.state is not RevisionState.IN_REVIEW:
        raise RevisionStepError
    require_reviewer(actor, revision.written_by)
    if (revision.number, revision.version) != seen:
        raise ReviewStaleError
    return article, revision


def masking_of(article_id: int) -> Masking | None:
    """The masking of an article that was made of a ticket."""
    return db.session.get(Masking, article_id)


def confirmation_of(masking: Masking) -> Confirmation | None:
    """Who confirmed the masking, and when; None while nobody has."""
    if masking.confirmed_by_id is None or masking.confirmed_at is None:
        return None
    return Confirmation(masking.confirmed_by_id, masking.confirmed_at)
