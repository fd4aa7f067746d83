"""Send back: the author is to change something before the text is published."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ArticleSentBack
from helpdesk.domain.publication import Step, after
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import ReviewComment
from helpdesk.knowledge.operations.comment_revision import COMMENT, add_comment
from helpdesk.knowledge.operations.reviewing import for_review


def send_back(actor: Actor, article_id: int, comment: str, *, seen: tuple[int, int], now: datetime) -> ReviewComment:
    """Give the article's revision under review back to its authors with `comment` (Markdown), and give the comment.

    `seen` is number and version of the revision that the actor has read. Raises InputError without a comment, HiddenError or
    ForbiddenError when it is not theirs to review, RevisionStepError when nothing is under review, OwnTextError when they
    wrote in it, StaleError when it changed.
    """
    article, revision = for_review(actor, article_id, seen)
    if not comment.strip():
        raise InputError(COMMENT, N_("Write what has to be changed."))
    revision.state = after(revision.state, Step.SEND_BACK)
    written = add_comment(actor, revision, comment, now)
    journal.record(
        ArticleSentBack(subject=("article", article.id), revision_id=revision.id, comment_id=written.id),
        actor=actor,
        now=now,
    )
    db.session.flush()
    return written
