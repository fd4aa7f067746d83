"""The table of canned replies."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row, SortKey


class CannedReply(Row):
    """A text to answer with; Markdown with places such as `{förnamn}`."""

    __tablename__ = "canned_reply"
    __table_args__ = (Index(None, "is_archived", "sort_key", "id"),)

    title: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(SortKey(300))
    topic_code: Mapped[str | None] = mapped_column(ForeignKey("topic.code"), index=True)
    """The topic that it belongs to; None for all."""
    text: Mapped[str] = mapped_column(Text)
    is_archived: Mapped[bool] = mapped_column(default=False)
    used_at: Mapped[datetime | None]
    """When it was last laid into an answer."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list
