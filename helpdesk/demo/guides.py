"""The demo's articles: written by their owners, read by somebody else, and brought as far as their files say."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from helpdesk.demo import library
from helpdesk.demo.library import ArticleFile
from helpdesk.demo.replay import Cast
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.publication import RevisionState
from helpdesk.domain.service_level import Promise
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.drafting import DraftText
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.send_back import send_back
from helpdesk.knowledge.operations.submit import submit

READING = timedelta(hours=1)
"""How long a reviewer takes over a text that goes back."""


def write_guides(cast: Cast, promise: Promise, now: datetime) -> None:
    """Begin every article at the time that its file names, not after `now`, and bring it as far as `state` in front says.

    Without a state it is published.
    """
    coordinators = [actor for actor in cast.actors.values() if Role.COORDINATOR in actor.roles]
    for file in library.articles():
        at = min(_morning(file.front["published_on"], promise), now)
        _bring(file, cast, [*coordinators, *cast.advisers], at, now)


def _bring(file: ArticleFile, cast: Cast, reviewers: Sequence[Actor], at: datetime, now: datetime) -> None:
    front = file.front
    owner = cast.actors[cast.keys_by_email[front["owner"]]]
    reviewer = next(each for each in reviewers if each.id != owner.id)
    state = RevisionState(front.get("state", RevisionState.PUBLISHED))
    article = begin_article(owner, _text(file), municipality_code=front["municipality"] or None, now=at)
    if state is RevisionState.DRAFT:
        return
    sent = submit(owner, article.id, now=at)
    seen = (sent.number, sent.version)
    if state is RevisionState.PUBLISHED:
        publish_revision(reviewer, article.id, seen=seen, now=at)
    elif state is RevisionState.SENT_BACK:
        send_back(reviewer, article.id, front["comment"], seen=seen, now=min(at + READING, now))


def _text(file: ArticleFile) -> DraftText:
    front = file.front
    return DraftText(
        title=front["title"],
        short_answer=front["short_answer"],
        body=file.body,
        kind=ArticleKind(front["kind"]),
        topics=tuple(front["topics"]),
        phases=tuple(Phase(phase) for phase in front["phases"]),
        audience=Audience(front["audience"]),
        keywords=tuple(front["keywords"]),
        sources=tuple(front["sources"]),
        valid_from=front["valid_from"],
        review_by=front["review_by"],
        slug=front["slug"],
    )


def _morning(day: date, promise: Promise) -> datetime:
    return datetime.combine(day, time(9, 30), promise.calendar.zone)
