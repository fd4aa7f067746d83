"""What those who handle tickets keep about them: tags, links, time, saved views, and what a bulk change did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base, Row, SortKey


class Tag(Row):
    """A word of the desk's own to find tickets by."""

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    """The name without case, so that it exists once."""
    sort_key: Mapped[str] = mapped_column(SortKey(160))
    is_archived: Mapped[bool] = mapped_column(default=False)


class TicketTag(Base):
    """A tag on a ticket."""

    __tablename__ = "ticket_tag"
    __table_args__ = (Index(None, "tag_id", "ticket_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True)


class TicketLink(Base):
    """Two tickets that have to do with each other; the one with the lower id comes first."""

    __tablename__ = "ticket_link"
    __table_args__ = (CheckConstraint("first_id < second_id", name="lower_id_first"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class TimeSpent(Row):
    """Time that somebody at the desk gave to a ticket."""

    __tablename__ = "time_spent"
    __table_args__ = (
        Index(None, "ticket_id", "id"),
        Index(None, "account_id", "worked_on"),
        CheckConstraint("minutes > 0", name="minutes_are_positive"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    worked_on: Mapped[date]
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")


class SavedView(Row):
    """A view of the queue with its filters, under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner_id", "name"), Index(None, "is_shared", "sort_key"))

    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(60))
    sort_key: Mapped[str] = mapped_column(SortKey(200))
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Whether everyone at the desk has it."""
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    """View, filters and sorting, by the names of the queue's own address."""
    made_at: Mapped[datetime]


class BulkChange(Row):
    """One thing done to many tickets at once, and what it takes to undo it."""

    __tablename__ = "bulk_change"
    __table_args__ = (Index(None, "actor_id", "made_at"),)

    actor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    verb: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """For each ticket its id, its version after the change, and what was changed as it stood before."""
    undone_at: Mapped[datetime | None]
