"""A ticket, what was written on it, and who may see it."""

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from helpdesk.domain.lifecycle import Channel, ClosingReason, Phase, Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.kit.db import Base, Row, enum_type

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a ticket without a running clock stands among those that have one: last."""


def _due_order(context: DefaultExecutionContext) -> datetime:
    """For rows that are inserted in bulk, past the mapper."""
    due_at: datetime | None = context.get_current_parameters().get("due_at")  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
    return due_at or NEVER


class MessageKind(StrEnum):
    """For whose eyes a message is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONSULTATION = "consultation"


class Ticket(Row):
    """One question and all that follows from it."""

    __tablename__ = "ticket"
    __table_args__ = (
        # one index for each sorted list of the queue; `id` makes the order total, so that pages never overlap
        Index(None, "status", "due_order", "id"),
        Index(None, "status", "opened_at", "id"),
        Index(None, "status", "last_event_at", "id"),
        Index(None, "status", "priority_rank", "due_order", "id"),
        Index(None, "due_order", "id"),
        Index(None, "opened_at", "id"),
        Index(None, "last_event_at", "id"),
        Index(None, "priority_rank", "due_order", "id"),
        Index(None, "owner_id", "status", "due_order", "id"),
        Index(None, "requester_id", "last_event_at", "id"),
        Index(None, "municipality_code", "sharing", "last_event_at", "id"),
        Index(None, "municipality_code", "opened_at", "id"),
        Index(None, "status", "wake_on"),
        CheckConstraint("due_at IS NULL OR due_order = due_at", name="due_order_follows_due_at"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating_is_one_to_five"),
    )

    reference: Mapped[str] = mapped_column(String(32), unique=True)
    subject: Mapped[str] = mapped_column(String(150))
    status: Mapped[Status] = mapped_column(enum_type(Status), default=Status.NEW)
    requester_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    phase: Mapped[Phase | None] = mapped_column(enum_type(Phase))
    priority: Mapped[Priority] = mapped_column(enum_type(Priority), default=Priority.NORMAL)
    priority_rank: Mapped[int] = mapped_column(default=2)
    channel: Mapped[Channel] = mapped_column(enum_type(Channel))
    sharing: Mapped[Sharing] = mapped_column(enum_type(Sharing), default=Sharing.PRIVATE)
    wanted_by: Mapped[date | None]
    """"Before the board on ...": when the asker needs the answer."""
    their_reference: Mapped[str] = mapped_column(String(60), default="")
    """The municipality's own diary number."""
    opened_at: Mapped[datetime]
    last_event_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """When the next answer is due; None while no clock runs (waiting for the requester, answered, closed)."""
    due_order: Mapped[datetime] = mapped_column(default=_due_order)
    """`due_at` for sorting: never null, so that a cursor can stand on it; NEVER while no clock runs."""
    clock_left_at: Mapped[datetime | None]
    """The due time that stood when the clock was paused."""
    paused_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[ClosingReason | None] = mapped_column(enum_type(ClosingReason))
    handed_over_to: Mapped[str] = mapped_column(String(200), default="")
    wake_on: Mapped[date | None]
    """The (Swedish) day on which a waiting ticket wakes."""
    rating: Mapped[int | None]
    rating_text: Mapped[str] = mapped_column(Text, default="")
    rated_at: Mapped[datetime | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    """The closed ticket that this one goes on from."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    """The ticket in which this one goes on; its messages stay here."""
    version: Mapped[int] = mapped_column(default=1)

    messages: Mapped[list["Message"]] = relationship(lazy="raise_on_sql", back_populates="ticket")
    participants: Mapped[list["Participant"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    topics: Mapped[list["TicketTopic"]] = relationship(
        lazy="raise_on_sql", order_by="TicketTopic.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list

    @validates("due_at")
    def _keep_due_order(self, _key: str, due_at: datetime | None) -> datetime | None:
        self.due_order = due_at or NEVER
        return due_at

    @property
    def participant_ids(self) -> frozenset[int]:
        """The accounts that the requester has named."""
        return frozenset(participant.account_id for participant in self.participants)


class TicketTopic(Base):
    """A topic of a ticket; the one at position 0 is its main topic."""

    __tablename__ = "ticket_topic"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    topic_code: Mapped[str] = mapped_column(ForeignKey("topic.code"), primary_key=True, index=True)
    position: Mapped[int]


class Participant(Base):
    """A colleague whom the requester lets see the ticket."""

    __tablename__ = "participant"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)


class Message(Row):
    """What somebody wrote on a ticket."""

    __tablename__ = "message"
    __table_args__ = (Index(None, "ticket_id", "written_at", "id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[MessageKind] = mapped_column(enum_type(MessageKind))
    text: Mapped[str] = mapped_column(Text)
    """Markdown."""
    written_at: Mapped[datetime]
    is_noted: Mapped[bool] = mapped_column(default=False)
    """Whether the author only wrote down what the requester had said, as after a telephone call."""

    ticket: Mapped[Ticket] = relationship(lazy="raise_on_sql", back_populates="messages")


class ReferenceCounter(Base):
    """The last ticket number given in a (Swedish) year. Gaps are allowed."""

    __tablename__ = "reference_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
