"""Tables of the knowledge base. The published revision and the newest draft are two things."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.domain.access import Audience
from helpdesk.kit.db import Base, Row, enum_type


class ArticleKind(StrEnum):
    """What an article is for its reader."""

    GUIDE = "guide"
    ANSWER = "answer"
    CHECKLIST = "checklist"
    TEMPLATE = "template"
    EXAMPLE = "example"


class RevisionState(StrEnum):
    """Where a revision stands on its way to readers."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Article(Row):
    """One article, whatever its revisions say."""

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
    version: Mapped[int] = mapped_column(default=1)

    topics: Mapped[list["ArticleTopic"]] = relationship(
        lazy="raise_on_sql", order_by="ArticleTopic.position", cascade="all, delete-orphan"
    )
    published: Mapped["Revision | None"] = relationship(lazy="raise_on_sql", foreign_keys=published_revision_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class Revision(Row):
    """What an article says, at one time."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

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
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class ArticleTopic(Base):
    """A topic of an article; the one at position 0 is its main topic."""

    __tablename__ = "article_topic"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    topic_code: Mapped[str] = mapped_column(ForeignKey("topic.code"), primary_key=True, index=True)
    position: Mapped[int]
