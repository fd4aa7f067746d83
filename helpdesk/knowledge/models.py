"""Tables of the knowledge base. The published revision and the newest draft are two things."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.domain.access import Audience
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import Base, Row, enum_type


class ArticleKind(StrEnum):
    """What an article is for its reader."""

    GUIDE = "guide"
    ANSWER = "answer"
    CHECKLIST = "checklist"
    TEMPLATE = "template"
    EXAMPLE = "example"


class Article(Row):
    """One article, whatever its revisions say.

    Kind, audience, topics and review date are those of the published revision, laid here for lists and for access; while
    nothing is published they are the draft's.
    """

    __tablename__ = "article"
    __table_args__ = (Index(None, "published_at", "id"), Index(None, "owner_id"))

    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[ArticleKind] = mapped_column(enum_type(ArticleKind))
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    """The model municipality that wrote it; None for SKR."""
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    published_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    published_at: Mapped[datetime | None]
    """When the present revision was published."""
    review_by: Mapped[date]
    reviewed_on: Mapped[date | None]
    """When somebody last read it through and found it right: at publishing, or since."""
    reminded_on: Mapped[date | None]
    """The review date of which the owner has been reminded."""
    is_masking_open: Mapped[bool] = mapped_column(default=False)
    """Whether it was made of a ticket and nobody has confirmed the masking yet: till then only the desk sees it."""
    version: Mapped[int] = mapped_column(default=1)

    topics: Mapped[list["ArticleTopic"]] = relationship(
        lazy="raise_on_sql", order_by="ArticleTopic.position", cascade="all, delete-orphan"
    )
    published: Mapped["Revision | None"] = relationship(lazy="raise_on_sql", foreign_keys=published_revision_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class Revision(Row):
    """What an article says, at one time."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("article_id", "number"), Index(None, "state", "submitted_at", "id"))

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    state: Mapped[RevisionState] = mapped_column(enum_type(RevisionState))
    title: Mapped[str] = mapped_column(String(200))
    short_answer: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """Markdown."""
    keywords: Mapped[list[str]] = mapped_column(JSON, default=list)
    phases: Mapped[list[str]] = mapped_column(JSON, default=list)
    sources: Mapped[list[Any]] = mapped_column(JSON, default=list)
    valid_from: Mapped[date | None]
    kind: Mapped[ArticleKind] = mapped_column(enum_type(ArticleKind))
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes, the main topic first."""
    review_by: Mapped[date | None]
    """The day (in Sweden) by which somebody must have read it again; None while the draft does not say."""
    slug: Mapped[str] = mapped_column(String(120), default="")
    """The address that the article is to have once this is published; empty: the one it has."""
    change_note: Mapped[str] = mapped_column(String(300), default="")
    """What is new in it, in a sentence."""
    follows_feedback: Mapped[bool] = mapped_column(default=False)
    """Whether it was changed because of what readers said."""
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who began it."""
    written_by: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Everybody who has saved something in it: none of them may review it."""
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    """When it was begun."""
    saved_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class ArticleTopic(Base):
    """A topic of an article; the one at position 0 is its main topic."""

    __tablename__ = "article_topic"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    topic_code: Mapped[str] = mapped_column(ForeignKey("topic.code"), primary_key=True, index=True)
    position: Mapped[int]


class FormerAddress(Base):
    """A slug that an article had before: it leads to the article for ever."""

    __tablename__ = "former_address"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)


class Withdrawal(Base):
    """Why readers no longer see an article, and where to go on."""

    __tablename__ = "withdrawal"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(String(300), default="")
    """For readers, in a sentence or two."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    """The article that takes its place."""
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime]


class Masking(Base):
    """An article that was made of a ticket: it is not published before a second person has confirmed the masking."""

    __tablename__ = "masking"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]


class ReviewComment(Row):
    """What a reviewer, or an author in reply, wrote about a revision."""

    __tablename__ = "review_comment"
    __table_args__ = (Index(None, "revision_id", "id"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class Feedback(Row):
    """A reader's word on an article: of use or not, and why."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("article_id", "reader_key"),
        Index(None, "article_id", "given_at", "id"),
        CheckConstraint("reader_key <> ''", name="reader_key_is_not_empty"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    """What the reader had before them."""
    is_useful: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    reader_key: Mapped[str] = mapped_column(String(64))
    """Made from account or session and the article, so that one reader counts once and nobody can be found by it."""
    given_at: Mapped[datetime]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    handled_at: Mapped[datetime | None]


class Picture(Row):
    """A picture of an article; its text is obligatory, for those who don't see it."""

    __tablename__ = "picture"
    __table_args__ = (Index(None, "article_id", "id"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    """Bytes."""
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(300))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
