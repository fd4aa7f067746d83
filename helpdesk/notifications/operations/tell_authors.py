"""Tell those who write articles, and those who review them, what has happened to one."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ArticlePublished, ArticleSentBack, ReviewAsked, ReviewDue
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.queries.articles import commentators, reviewers_for, writers_of


def ask_reviewers(fact: ReviewAsked, actor: Actor, now: datetime) -> None:
    """Those whom the topics concern, and who sent it back before, are asked to review; none of the authors is."""
    authors = {*writers_of(fact.subject[1], fact.revision_id), actor.id}
    asked_for_changes = [id_ for id_ in commentators(fact.revision_id) if id_ not in authors]
    readers = (*asked_for_changes, *reviewers_for(fact.revision_id, without=authors))
    tell("review_asked", fact.subject, readers, actor, now, revision_id=fact.revision_id)


def tell_of_sending_back(fact: ArticleSentBack, actor: Actor, now: datetime) -> None:
    """The authors get the reviewer's comment."""
    readers = writers_of(fact.subject[1], fact.revision_id)
    tell("sent_back", fact.subject, readers, actor, now, revision_id=fact.revision_id, comment_id=fact.comment_id)


def tell_of_publication(fact: ArticlePublished, actor: Actor, now: datetime) -> None:
    """The authors learn that readers see their text."""
    readers = writers_of(fact.subject[1], fact.revision_id)
    tell("published", fact.subject, readers, actor, now, revision_id=fact.revision_id)


def remind_owner(fact: ReviewDue, actor: Actor, now: datetime) -> None:
    """The owner is asked to read the article again."""
    tell("review_due", fact.subject, writers_of(fact.subject[1]), actor, now)
