"""An article's revisions for those who write it: the list, and one of them beside another."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.publication import UNPUBLISHED, RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.markup import render
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.queries.changes import Changes, changes
from helpdesk.knowledge.queries.draft_text import text_of
from helpdesk.knowledge.queries.pictures import pictures_of
from helpdesk.knowledge.queries.words import STATES
from helpdesk.knowledge.queries.writing import NO_DRAFT, newest_revision


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision in the list; `author` began it."""

    number: int
    state: RevisionState
    state_words: str
    author: str
    reviewer: str | None
    written_at: datetime
    published_at: datetime | None
    change_note: str
    follows_feedback: bool


@dataclass(frozen=True, slots=True)
class RevisionList:
    """All revisions, newest first; `title` is the newest one's."""

    article_id: int
    title: str
    revisions: tuple[RevisionLine, ...]


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """One revision, and what differs from `other` (None: there is nothing to compare it with)."""

    article_id: int
    revision: RevisionLine
    title: str
    short_answer: str
    html: str
    other: int | None
    changes: Changes | None
    published: int | None
    """The number of what readers see, where it is another one."""
    may_restore: bool
    draft_version: int
    """The version of the draft whose text would be lost by restoring; NO_DRAFT where there is none."""


def revision_list(actor: Actor, article_id: int) -> RevisionList:
    """The article's revisions: four queries. Raises HiddenError when it is not the actor's to write."""
    _, newest, _ = newest_revision(actor, article_id)
    return RevisionList(article_id, newest.title, tuple(_lines(_all(article_id))))


def revision_page(
    actor: Actor, article_id: int, number: int, *, against_published: bool, language: str
) -> RevisionPage:
    """Revision `number` beside the one before it, or beside the published one: six queries at most.

    Raises HiddenError when there is none, or the article is not the actor's to write.
    """
    _, newest, _ = newest_revision(actor, article_id)
    revisions = {each.number: each for each in _all(article_id)}
    if number not in revisions:
        raise HiddenError
    revision = revisions[number]
    published = next((each.number for each in revisions.values() if each.state is RevisionState.PUBLISHED), None)
    other = published if against_published else max((each for each in revisions if each < number), default=None)
    other = other if other != number else None
    return RevisionPage(
        article_id=article_id,
        revision=_lines([revision])[0],
        title=revision.title,
        short_answer=revision.short_answer,
        html=render(revision.body, heading_base=3, pictures=pictures_of(article_id, revision.body)),
        other=other,
        changes=_changes(revisions[other], revision, language) if other else None,
        published=published if published != number else None,
        may_restore=revision.state not in UNPUBLISHED and newest.state is not RevisionState.IN_REVIEW,
        draft_version=newest.version if newest.state in UNPUBLISHED else NO_DRAFT,
    )


def _changes(old: Revision, new: Revision, language: str) -> Changes:
    """What is new in a revision is its own: what was new in the one before is no difference."""
    return changes(replace(text_of(old), change_note="", follows_feedback=False), text_of(new), language)


def _all(article_id: int) -> list[Revision]:
    return list(
        db.session.scalars(select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc()))
    )


def _lines(revisions: list[Revision]) -> list[RevisionLine]:
    people = people_by_id([id_ for each in revisions for id_ in (each.author_id, each.reviewer_id)])
    return [
        RevisionLine(
            number=each.number,
            state=each.state,
            state_words=STATES[each.state],
            author=people[each.author_id].name,
            reviewer=people[each.reviewer_id].name if each.reviewer_id is not None else None,
            written_at=each.written_at,
            published_at=each.published_at,
            change_note=each.change_note,
            follows_feedback=each.follows_feedback,
        )
        for each in revisions
    ]
