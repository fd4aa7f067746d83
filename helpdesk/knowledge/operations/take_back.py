"""Take back: the author goes on writing before anybody has reviewed."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ReviewTakenBack
from helpdesk.domain.publication import RevisionStepError, Step, after
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.drafting import draft_of, for_writing


def take_back(actor: Actor, article_id: int, *, now: datetime) -> Revision:
    """Make what is under review a draft again, and give it.

    Raises RevisionStepError when nothing is under review, HiddenError or ForbiddenError when the article is not theirs to
    write.
    """
    article = for_writing(actor, article_id)
    draft = draft_of(article.id)
    if draft is None:
        raise RevisionStepError
    draft.state = after(draft.state, Step.TAKE_BACK)
    draft.submitted_at = None
    db.session.flush()
    journal.record(ReviewTakenBack(subject=("article", article.id), revision_id=draft.id), actor=actor, now=now)
    return draft
