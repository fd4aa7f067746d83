"""Rate: a reader says whether an article was of use, and perhaps why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import VISITOR, Actor
from helpdesk.domain.facts import ArticleRated
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db, upsert
from helpdesk.knowledge.models import Feedback
from helpdesk.knowledge.queries.article import Edition, edition


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader says. `reason` is None where it was not asked for: then what was said before stays."""

    is_useful: bool
    reason: str | None = None


def rate_article(actor: Actor, slug: str, opinion: Opinion, *, reader_key: str, now: datetime) -> Feedback:
    """Keep the reader's opinion; given again, it takes the place of the one before, and its owner meets it anew.

    `reader_key` stands for the reader of this article and says nothing of who it is. Another answer than before takes the
    reason with it that was given for the first. Raises as `edition` where the article is not the actor's to read.
    """
    require_role(actor, Permission.ARTICLE_RATE)
    read = edition(actor, slug)
    feedback = db.session.scalar(_of(read, reader_key))
    is_new = feedback is None
    if feedback is None:
        feedback = _begun(read, opinion, reader_key, now)
    kept = feedback.reason if feedback.is_useful is opinion.is_useful else ""
    reason = kept if opinion.reason is None else opinion.reason
    if not is_new and (feedback.is_useful, feedback.reason) == (opinion.is_useful, reason):
        return feedback
    feedback.is_useful, feedback.reason, feedback.given_at = opinion.is_useful, reason, now
    feedback.revision_id = read.revision_id
    feedback.handled_by_id = feedback.handled_at = None
    db.session.flush()
    journal.record(
        ArticleRated(subject=("article", read.article_id), is_useful=opinion.is_useful, feedback_id=feedback.id),
        actor=VISITOR,  # the journal too knows no more of the reader than that there was one
        now=now,
    )
    return feedback


def _begun(read: Edition, opinion: Opinion, reader_key: str, now: datetime) -> Feedback:
    """A row of the reader's; the one that another of their clicks has made at the same moment, where there is one."""
    db.session.execute(
        upsert(Feedback)
        .values(
            article_id=read.article_id,
            revision_id=read.revision_id,
            is_useful=opinion.is_useful,
            reason="",
            reader_key=reader_key,
            given_at=now,
        )
        .on_conflict_do_nothing()
    )
    return db.session.scalars(_of(read, reader_key)).one()


def _of(read: Edition, reader_key: str) -> Select[Feedback]:
    return (
        select(Feedback)
        .where(Feedback.article_id == read.article_id, Feedback.reader_key == reader_key)
        .with_for_update()
    )
