"""Comment revision: what a reviewer, or an author in reply, has to say about a text on its way to readers."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionStepError
from helpdesk.kit.db import db
from helpdesk.knowledge.models import ReviewComment, Revision
from helpdesk.knowledge.operations.drafting import draft_of
from helpdesk.knowledge.operations.reviewing import for_article

COMMENT = "comment"


def comment_revision(actor: Actor, article_id: int, comment: str, *, now: datetime) -> ReviewComment:
    """Write the comment (Markdown) on the article's draft, and give it.

    Raises InputError for an empty one, RevisionStepError when there is no draft, HiddenError when the article is not theirs to
    write in.
    """
    article = for_article(actor, article_id, Permission.ARTICLE_WRITE)
    revision = draft_of(article.id)
    if revision is None:
        raise RevisionStepError
    if not comment.strip():
        raise InputError(COMMENT, N_("Write a comment."))
    return add_comment(actor, revision, comment, now)


def add_comment(actor: Actor, revision: Revision, comment: str, now: datetime) -> ReviewComment:
    """Write the comment on the revision and give it its id. Raises ForbiddenError for an actor without an account."""
    if actor.id is None:
        raise ForbiddenError
    written = ReviewComment(revision_id=revision.id, author_id=actor.id, text=comment, written_at=now)
    db.session.add(written)
    db.session.flush()
    return written
