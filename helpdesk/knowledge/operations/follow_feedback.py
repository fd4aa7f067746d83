"""Follow feedback: begin to change an article because of what a reader said."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.publication import Step, may
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.handle_feedback import feedback_for


def follow_feedback(actor: Actor, feedback_id: int, *, now: datetime) -> Revision:
    """The draft of the article that a reader's word is about, marked as following it; begun where there is none.

    A draft that somebody reviews just now is given as it is. Raises HiddenError when there is no such word, or its article is
    not theirs to write.
    """
    feedback = feedback_for(actor, feedback_id)
    draft = begin_revision(actor, feedback.article_id, now=now)
    if may(draft.state, Step.SAVE):
        draft.follows_feedback = True
        db.session.flush()
    return draft
