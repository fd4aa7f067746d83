"""What the editor shows: the draft, or what is published where there is no draft, and what stands around it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.domain.access import allows, require
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import UNPUBLISHED, RevisionState, Step, may
from helpdesk.kit.db import db
from helpdesk.kit.markup import render
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.knowledge.queries.draft_text import DraftText, text_of
from helpdesk.knowledge.queries.lacking import Lack, lacks_of
from helpdesk.knowledge.queries.pictures import PictureLine, picture_lines
from helpdesk.knowledge.queries.words import STATES

REVIEW_AFTER = timedelta(days=365)
"""When an article is to be read again, where its author does not say."""
NO_DRAFT = 0
"""The version that a writer has seen who began with what is published, when there was no draft yet."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer, or an author in reply, wrote about the draft."""

    author: str
    html: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class WritingPage:
    """All that the editor needs. `number` and `version` say which text is on screen; `slug` is None while nobody reads it."""

    article_id: int
    slug: str | None
    owner: str
    municipality: str | None
    number: int
    version: int
    state: RevisionState
    state_words: str
    saved_at: datetime | None
    submitted_at: datetime | None
    text: DraftText
    comments: tuple[Comment, ...]
    pictures: tuple[PictureLine, ...]
    lacks: tuple[Lack, ...]
    """What the stored draft lacks before it can be reviewed; none where there is no draft."""
    may_archive: bool
    """Whether the actor may take the article from its readers."""

    @property
    def has_draft(self) -> bool:
        """Whether there is a text that readers have not seen."""
        return self.version != NO_DRAFT

    @property
    def may_save(self) -> bool:
        """Whether the text can be changed: a draft, or the beginning of one."""
        return not self.has_draft or may(self.state, Step.SAVE)

    @property
    def may_take_back(self) -> bool:
        """Whether the draft is under review, and can be a draft again."""
        return self.has_draft and may(self.state, Step.TAKE_BACK)

    @property
    def may_delete(self) -> bool:
        """Whether there is a draft to throw away."""
        return self.has_draft and self.may_save


def writing_page(actor: Actor, article_id: int, today: date) -> WritingPage:
    """The editor's page of an article on the day `today` (in Sweden): nine queries at most.

    Raises HiddenError when the article is not the actor's to write.
    """
    article, revision, municipality = newest_revision(actor, article_id)
    has_draft = revision.state in UNPUBLISHED
    text = text_of(revision)
    if not has_draft:
        text = replace(text, slug="", change_note="", follows_feedback=False, review_by=today + REVIEW_AFTER)
    comments = _comments(revision.id)
    people = people_by_id([article.owner_id, *(comment.author_id for comment in comments)])
    return WritingPage(
        article_id=article.id,
        slug=article.slug if article.published_revision_id is not None else None,
        owner=people[article.owner_id].name,
        municipality=municipality,
        number=revision.number,
        version=revision.version if has_draft else NO_DRAFT,
        state=revision.state,
        state_words=STATES[revision.state],
        saved_at=revision.saved_at,
        submitted_at=revision.submitted_at,
        text=text,
        comments=tuple(_comment(each, people[each.author_id].name) for each in comments),
        pictures=picture_lines(article.id, revision.body),
        lacks=lacks_of(text, article.id, today) if has_draft else (),
        may_archive=article.published_revision_id is not None and allows(actor, Permission.ARTICLE_PUBLISH, article),
    )


def stored_text(actor: Actor, article_id: int) -> DraftText:
    """What the newest revision says: one query. Raises HiddenError when the article is not the actor's to write."""
    return text_of(newest_revision(actor, article_id)[1])


def newest_revision(actor: Actor, article_id: int) -> tuple[Article, Revision, str | None]:
    """An article with its newest revision and its municipality's name: one query.

    Raises HiddenError when it is not the actor's to write.
    """
    found = db.session.execute(
        select(Article, Revision, Municipality.name)
        .join(Revision, Revision.article_id == Article.id)
        .join(Municipality, Municipality.code == Article.municipality_code, isouter=True)
        .where(Article.id == article_id)
        .order_by(Revision.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise HiddenError
    require(actor, Permission.ARTICLE_WRITE, found[0])
    return found[0], found[1], found[2]


def _comment(row: ReviewComment, author: str) -> Comment:
    return Comment(author, render(row.text, heading_base=4, line_breaks=True), row.written_at)


def _comments(revision_id: int) -> list[ReviewComment]:
    return list(
        db.session.scalars(
            select(ReviewComment).where(ReviewComment.revision_id == revision_id).order_by(ReviewComment.id)
        )
    )
