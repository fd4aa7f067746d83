"""What a reviewer has before them: the text as readers will see it, what differs, what was said, what stops it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import exists, select

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.queries.topics import topics_by_code
from helpdesk.domain.access import allows
from helpdesk.domain.actor import Actor
from helpdesk.domain.completeness import Stop
from helpdesk.domain.freshness import Confirmation, is_masking_settled
from helpdesk.domain.lifecycle import PHASE_NAMES
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionState, is_reviewer
from helpdesk.kit.db import db
from helpdesk.kit.markup import Rendered, render
from helpdesk.knowledge.models import Article, Masking, ReviewComment, Revision
from helpdesk.knowledge.queries.changes import Changes, changes
from helpdesk.knowledge.queries.checking import Helps, helps_of, stops_of
from helpdesk.knowledge.queries.draft_text import DraftText, text_of
from helpdesk.knowledge.queries.pictures import pictures_of
from helpdesk.knowledge.queries.words import AUDIENCES, KINDS, STATES
from helpdesk.knowledge.queries.writing import Comment, newest_revision


@dataclass(frozen=True, slots=True)
class MaskingLine:
    """Who made the article of a ticket, and who confirmed that nobody can be recognised in it; None while nobody has."""

    made_by: str
    confirmed_by: str | None
    confirmed_at: datetime | None
    is_settled: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that the template needs; the text is the newest revision's, whatever its state."""

    article_id: int
    seen: str
    """Number and version of the revision, as `2.5`."""
    state: RevisionState
    state_words: str
    slug: str | None
    """Where readers find the article; None while they don't."""
    address: str
    """The slug that it has when this is published, as far as the author has chosen one."""
    text: DraftText
    kind_words: str
    audience_words: str
    rendered: Rendered
    phases: tuple[str, ...]
    """In words."""
    topics: tuple[str, ...]
    municipality: str | None
    owner: str
    authors: tuple[str, ...]
    submitted_at: datetime | None
    reviewer: str | None
    published_at: datetime | None
    changes: Changes | None
    """What differs from what readers see; None where they see nothing."""
    comments: tuple[Comment, ...]
    stops: tuple[Stop, ...]
    helps: Helps
    masking: MaskingLine | None
    is_own: bool
    may_judge: bool
    """Whether the actor may publish the text or send it back, as far as the person and the state go."""

    @property
    def is_in_review(self) -> bool:
        """Whether the text waits for a reviewer."""
        return self.state is RevisionState.IN_REVIEW

    @property
    def may_publish(self) -> bool:
        """Whether nothing stops the actor from publishing it."""
        is_masked = self.masking is None or self.masking.is_settled
        return self.may_judge and not self.stops and is_masked

    @property
    def may_comment(self) -> bool:
        """Whether there is a text on its way that can be talked about."""
        return self.state not in {RevisionState.PUBLISHED, RevisionState.ARCHIVED}


def review_page(actor: Actor, article_id: int, today: date, language: str) -> ReviewPage:
    """The article's newest revision for its reviewer and its authors, on the day `today` (in Sweden): 17 queries at most.

    Raises HiddenError when it is not the actor's to read.
    """
    article, revision, municipality = newest_revision(actor, article_id)
    text = text_of(revision)
    comments, masking = _comments(revision.id), db.session.get(Masking, article.id)
    named = [article.owner_id, revision.reviewer_id, *revision.written_by, *(each.author_id for each in comments)]
    if masking is not None:
        named += [masking.made_by_id, masking.confirmed_by_id]
    names = {id_: person.name for id_, person in people_by_id(named).items()}
    topics = topics_by_code(text.topics, language)
    may_judge = _may_judge(actor, article, revision)
    return ReviewPage(
        article_id=article.id,
        seen=f"{revision.number}.{revision.version}",
        state=revision.state,
        state_words=STATES[revision.state],
        slug=article.slug if article.published_revision_id is not None else None,
        address=text.slug or article.slug,
        text=text,
        kind_words=KINDS[text.kind],
        audience_words=AUDIENCES[text.audience],
        rendered=render(text.body, heading_base=3, with_contents=True, pictures=pictures_of(article.id, text.body)),
        phases=tuple(PHASE_NAMES[phase] for phase in text.phases),
        topics=tuple(topics[code].name for code in text.topics if code in topics),
        municipality=municipality,
        owner=names[article.owner_id],
        authors=tuple(names[id_] for id_ in revision.written_by if id_ in names),
        submitted_at=revision.submitted_at,
        reviewer=names.get(revision.reviewer_id or 0),
        published_at=revision.published_at,
        changes=_changes(article, revision, text, language),
        comments=tuple(
            Comment(names[each.author_id], render(each.text, heading_base=4, line_breaks=True), each.written_at)
            for each in comments
        ),
        stops=stops_of(text, article.id, today),
        helps=helps_of(text),
        masking=_masking(actor, masking, revision, names, may_judge=may_judge),
        is_own=not is_reviewer(actor, revision.written_by),
        may_judge=may_judge,
    )


def _may_judge(actor: Actor, article: Article, revision: Revision) -> bool:
    is_outside = is_reviewer(actor, revision.written_by) and allows(actor, Permission.ARTICLE_PUBLISH, article)
    return is_outside and revision.state is RevisionState.IN_REVIEW


def _changes(article: Article, revision: Revision, text: DraftText, language: str) -> Changes | None:
    if article.published_revision_id in {None, revision.id}:
        return None
    seen = text_of(db.session.get_one(Revision, article.published_revision_id))
    # An empty address means the one that there is: written out, only a new one is a difference. What was new then is not now.
    return changes(
        replace(seen, slug=article.slug, review_by=article.review_by, change_note="", follows_feedback=False),
        replace(text, slug=text.slug or article.slug),
        language,
    )


def _comments(revision_id: int) -> list[ReviewComment]:
    return list(
        db.session.scalars(
            select(ReviewComment).where(ReviewComment.revision_id == revision_id).order_by(ReviewComment.id)
        )
    )


def _masking(
    actor: Actor, masking: Masking | None, revision: Revision, names: dict[int, str], *, may_judge: bool
) -> MaskingLine | None:
    if masking is None:
        return None
    insiders = {masking.made_by_id, *revision.written_by}
    confirmation = (
        Confirmation(masking.confirmed_by_id, masking.confirmed_at)
        if masking.confirmed_by_id is not None and masking.confirmed_at is not None
        else None
    )
    is_settled = is_masking_settled(
        confirmation, insiders, revision.submitted_at, was_published=_was_published(revision.article_id)
    )
    return MaskingLine(
        made_by=names[masking.made_by_id],
        confirmed_by=names[confirmation.by] if confirmation and is_settled else None,
        confirmed_at=confirmation.at if confirmation and is_settled else None,
        is_settled=is_settled,
        may_confirm=may_judge and not is_settled and actor.id != masking.made_by_id,
    )


def _was_published(article_id: int) -> bool:
    seen = (RevisionState.PUBLISHED, RevisionState.ARCHIVED)
    return bool(
        db.session.scalar(select(exists().where(Revision.article_id == article_id, Revision.state.in_(sorted(seen)))))
    )
