"""Begin a revision: the next draft of an article, while readers go on seeing what is published."""

from dataclasses import replace
from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ArticleBegun
from helpdesk.kit import journal
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.drafting import draft_of, for_writing, new_revision, newest_of, review_day, text_of


def begin_revision(actor: Actor, article_id: int, *, now: datetime) -> Revision:
    """The article's draft: the one there is, or a new one with what readers see now (or saw last).

    What is new in it is still to be written, and its review date is a year on. Raises HiddenError or ForbiddenError when the
    article is not theirs to write.
    """
    article = for_writing(actor, article_id)
    draft = draft_of(article.id)
    if draft is not None:
        return draft
    last = newest_of(article.id)
    text = replace(text_of(last), slug="", change_note="", follows_feedback=False, review_by=review_day(now))
    revision = new_revision(actor, article.id, last.number + 1, text, now)
    journal.record(ArticleBegun(subject=("article", article.id), revision_id=revision.id), actor=actor, now=now)
    return revision
