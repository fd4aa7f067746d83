"""What is being written and has not been sent: questions, replies, and the files laid beside them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row


class QuestionDraft(Row):
    """A question on its way: being written, being checked, or (a visitor's) waiting for its address to be confirmed.

    Whoever holds the secret `key` (in their session cookie) or has signed in as the account goes on with it.
    """

    __tablename__ = "question_draft"
    __table_args__ = (Index(None, "expires_at"),)

    key: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was typed, by the form's field names, as typed."""
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Set when the confirming letter is asked for; the question is then pending and no more changed."""
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    """Set when it was sent: what was typed is gone, and whoever sends it again is led to the ticket."""


class ReplyDraft(Row):
    """What somebody has begun to write on a ticket."""

    __tablename__ = "reply_draft"
    __table_args__ = (UniqueConstraint("ticket_id", "author_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    is_internal: Mapped[bool] = mapped_column(default=False)
    """Whether it was begun as an internal note, or as an expert's answer: it must not come back as an answer of ours."""
    saved_at: Mapped[datetime]


class Attachment(Row):
    """A file of a message, or of a question that is still a draft. The name is as typed, made safe; the key is ours."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "message_id"), Index(None, "draft_id"))

    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("question_draft.id"))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
