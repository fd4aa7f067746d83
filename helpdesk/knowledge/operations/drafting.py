"""What every verb on a draft shares: its text as a value, the article locked, its newest revision, what lists show of it."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import count

from sqlalchemy import exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from helpdesk.domain.access import require
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, HiddenError, StaleError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import UNPUBLISHED, RevisionState
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.slugs import numbered, slug_of
from helpdesk.knowledge.models import Article, ArticleTopic, FormerAddress, Revision
from helpdesk.knowledge.queries.draft_text import DraftText, text_of
from helpdesk.knowledge.queries.writing import REVIEW_AFTER

__all__ = [
    "DraftText",
    "as_topics",
    "draft_of",
    "for_writing",
    "free_slug",
    "new_revision",
    "newest_of",
    "project",
    "review_day",
    "take_address",
    "text_of",
    "was_published",
    "write",
    "writer_of",
]

_LONGEST_SLUG = 110


def for_writing(actor: Actor, article_id: int) -> Article:
    """The article with its topics, locked, when the actor may write in it. Raises HiddenError or ForbiddenError."""
    article = db.session.scalar(
        select(Article)
        .where(Article.id == article_id)
        .options(selectinload(Article.topics))
        .with_for_update(of=Article)
    )
    if article is None:
        raise HiddenError
    require(actor, Permission.ARTICLE_WRITE, article)
    return article


def draft_of(article_id: int) -> Revision | None:
    """The article's revision that readers have not seen, if there is one."""
    return db.session.scalar(
        select(Revision).where(Revision.article_id == article_id, Revision.state.in_(sorted(UNPUBLISHED)))
    )


def newest_of(article_id: int) -> Revision:
    """The article's revision with the highest number, whatever its state."""
    return db.session.scalars(
        select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc()).limit(1)
    ).one()


def was_published(article_id: int) -> bool:
    """Whether readers have ever seen the article."""
    seen = (RevisionState.PUBLISHED, RevisionState.ARCHIVED)
    return bool(
        db.session.scalar(select(exists().where(Revision.article_id == article_id, Revision.state.in_(sorted(seen)))))
    )


def writer_of(actor: Actor) -> int:
    """The account that stands as the author. Raises ForbiddenError for an actor without one."""
    if actor.id is None:
        raise ForbiddenError
    return actor.id


def new_revision(actor: Actor, article_id: int, number: int, text: DraftText, now: datetime) -> Revision:
    """The article's revision `number`, a draft begun by the actor."""
    author_id = writer_of(actor)
    revision = Revision(
        article_id=article_id,
        number=number,
        state=RevisionState.DRAFT,
        author_id=author_id,
        written_by=[author_id],
        written_at=now,
    )
    write(revision, text, now)
    db.session.add(revision)
    db.session.flush()
    return revision


def write(revision: Revision, text: DraftText, now: datetime) -> None:
    """Let the revision say what `text` says."""
    revision.title, revision.short_answer, revision.body = text.title, text.short_answer, text.body
    revision.kind, revision.audience, revision.topics = text.kind, text.audience, list(text.topics)
    revision.phases = [phase.value for phase in text.phases]
    revision.keywords, revision.sources = list(text.keywords), list(text.sources)
    revision.valid_from, revision.review_by, revision.slug = text.valid_from, text.review_by, text.slug
    revision.change_note, revision.follows_feedback = text.change_note, text.follows_feedback
    revision.saved_at = now


def project(article: Article, text: DraftText, now: datetime) -> None:
    """Lay the draft's kind, audience, topics, review date and address on an article that readers have never seen."""
    article.kind, article.audience = text.kind, text.audience
    article.review_by = text.review_by or review_day(now)
    if [topic.topic_code for topic in article.topics] != list(text.topics):
        article.topics = []
        db.session.flush()  # the same topic may come back at another place
        article.topics = as_topics(text.topics)
    stem = slug_of(text.slug or text.title, longest=_LONGEST_SLUG)
    if article.slug != stem and not _is_numbered(article.slug, stem):
        take_address(article, stem)


def as_topics(codes: Iterable[str]) -> list[ArticleTopic]:
    """Rows of the topics, in their order, each once."""
    return [ArticleTopic(topic_code=code, position=place) for place, code in enumerate(dict.fromkeys(codes))]


def review_day(now: datetime) -> date:
    """The day of the next review, where nobody has said another."""
    return swedish_day(now) + REVIEW_AFTER


def free_slug(text: str, article_id: int | None = None) -> str:
    """An address made of `text` that no other article has or has had: with -2, -3 ... where the plain one is taken."""
    stem = slug_of(text, longest=_LONGEST_SLUG)
    taken = set(
        db.session.scalars(
            select(Article.slug).where(
                or_(Article.slug == stem, Article.slug.startswith(f"{stem}-", autoescape=True)),
                Article.id != (article_id or 0),
            )
        )
    )
    taken |= set(
        db.session.scalars(
            select(FormerAddress.slug).where(
                or_(FormerAddress.slug == stem, FormerAddress.slug.startswith(f"{stem}-", autoescape=True)),
                FormerAddress.article_id != (article_id or 0),
            )
        )
    )
    return next(slug for slug in (numbered(stem, number) for number in count(1)) if slug not in taken)


def take_address(article: Article, words: str) -> None:
    """Give an article that is stored a free address made of `words`: where somebody takes it at the same moment, the next."""
    taken, slug = "", free_slug(words, article.id)
    while slug != taken:
        moving = update(Article).where(Article.id == article.id).values(slug=slug)
        try:
            # Not through the object: what is undone to here would be read again, and what hangs on it may not be.
            with db.session.begin_nested():
                db.session.execute(moving, execution_options={"synchronize_session": False})
        except IntegrityError:
            taken, slug = slug, free_slug(words, article.id)
        else:
            db.session.refresh(article, ["slug"])
            return
    raise StaleError  # refused, though nobody has it


def _is_numbered(slug: str, stem: str) -> bool:
    head, _, number = slug.rpartition("-")
    return head == stem and number.isdecimal()
