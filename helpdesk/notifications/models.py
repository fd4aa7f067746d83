"""Tables of what people are told on the web, and how each of them wants to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.notices import ByMail
from helpdesk.kit.db import Base, Row, enum_type


class Notice(Row):
    """Something that one person is told: a line on the page of notices, a line of the daily letter, or both."""

    __tablename__ = "notice"
    __table_args__ = (
        Index(None, "account_id", "is_on_web", "id"),
        Index(None, "account_id", "is_on_web", "read_at"),
        Index(None, "waits_for_digest", "account_id"),
        Index(None, "at"),
        Index(None, "subject_kind", "subject_id"),
    )

    key: Mapped[str] = mapped_column(String(160), unique=True)
    """What the notice is, as of a letter, so that nobody is told of the same thing twice."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    event: Mapped[str] = mapped_column(String(64))
    """What happened, by the name of the letter that would tell of it."""
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Ids and codes that the line needs; never what people wrote."""
    at: Mapped[datetime]
    is_on_web: Mapped[bool] = mapped_column(default=True)
    """False for what its reader wants in the daily letter alone."""
    read_at: Mapped[datetime | None]
    waits_for_digest: Mapped[bool] = mapped_column(default=False)


class NoticeChoice(Base):
    """How a person wants to be told of one kind of event; what has no row is as the event's own default."""

    __tablename__ = "notice_choice"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    event: Mapped[str] = mapped_column(String(64), primary_key=True)
    is_on_web: Mapped[bool]
    by_mail: Mapped[ByMail] = mapped_column(enum_type(ByMail))
