"""Submit: ask somebody else to read the draft, and let it rest until they have."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import InputError
from helpdesk.domain.facts import ReviewAsked
from helpdesk.domain.publication import RevisionStepError, Step, after
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.drafting import draft_of, for_writing, text_of
from helpdesk.knowledge.queries.lacking import lacks_of


def submit(actor: Actor, article_id: int, *, now: datetime) -> Revision:
    """Send the article's draft to review, and give it.

    Raises InputError at the first field that lacks something, RevisionStepError when there is no draft or it is under review
    already, HiddenError or ForbiddenError when the article is not theirs to write.
    """
    article = for_writing(actor, article_id)
    draft = draft_of(article.id)
    if draft is None:
        raise RevisionStepError
    state = after(draft.state, Step.SUBMIT)
    for lack in lacks_of(text_of(draft), article.id, swedish_day(now)):
        raise InputError(lack.field, lack.sentence)
    draft.state, draft.submitted_at = state, now
    db.session.flush()
    journal.record(ReviewAsked(subject=("article", article.id), revision_id=draft.id), actor=actor, now=now)
    return draft
