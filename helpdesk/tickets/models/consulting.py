"""Questions to experts: what was asked, and exactly what each expert may see; and articles that were made of tickets."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.kit.db import Base, Row, enum_type
from helpdesk.tickets.models.ticket import Ticket


class Consultation(Row):
    """A question to an expert in a model municipality, or to all experts there until one of them takes it on."""

    __tablename__ = "consultation"
    __table_args__ = (
        Index(None, "ticket_id", "id"),
        Index(None, "expert_id", "state", "answer_by", "id"),
        Index(None, "municipality_code", "state", "answer_by", "id"),
        Index(None, "state", "answer_by"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    """The model municipality that is asked."""
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(150))
    """What the expert reads instead of the ticket's subject, which may say who asks."""
    hides_asker: Mapped[bool]
    """Whether the asking municipality stays unknown to the expert."""
    goes_directly: Mapped[bool] = mapped_column(default=False)
    """Whether the adviser lets the expert's answer go to the asker at once."""
    answer_by: Mapped[date]
    """The (Swedish) day by which the answer is wanted."""
    state: Mapped[ConsultationState] = mapped_column(enum_type(ConsultationState), default=ConsultationState.ASKED)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was declined or withdrawn."""
    asked_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    ticket: Mapped[Ticket] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  a mapper option, not a shared list


class ConsultationMessage(Base):
    """A message that the expert sees, and as what. What has no row here, the expert never sees."""

    __tablename__ = "consultation_message"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, index=True)
    part: Mapped[ConsultationPart] = mapped_column(enum_type(ConsultationPart))


class ConsultationFile(Base):
    """A file of a shared message that the expert sees. Files of the consultation's own messages need no row."""

    __tablename__ = "consultation_file"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True, index=True)


class ArticleOrigin(Base):
    """The ticket that an article was made of: seen by the desk alone."""

    __tablename__ = "article_origin"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    """A draft that is thrown away takes this row with it: the knowledge base knows no tickets."""
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
