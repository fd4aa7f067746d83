"""What others than its pages need of a question to an expert: letters and search."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.domain.consultation import SHOWN, ConsultationPart, ConsultationState
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Ticket


@dataclass(frozen=True, slots=True)
class ConsultationNews:
    """A question to an expert.

    `ticket_id`, `reference` and `asking_municipality` are the desk's: an expert never reads the first two, and the third
    only where not `hides_asker`.
    """

    id: int
    ticket_id: int
    reference: str
    title: str
    expert_id: int | None
    """None for all experts of the municipality, until one of them takes it on."""
    municipality_code: str
    municipality: str
    """The model municipality that is asked."""
    asked_by_id: int
    asked_by: str
    hides_asker: bool
    goes_directly: bool
    state: ConsultationState
    answer_by: date
    asked_at: datetime
    reason: str
    """Why it was declined or withdrawn."""
    asking_municipality: str | None
    """Who asks the desk; None where that is not known."""


@dataclass(frozen=True, slots=True)
class ConsultedMessage:
    """A message of a question to an expert."""

    id: int
    part: ConsultationPart
    author_id: int
    author: str
    text: str
    """Markdown."""
    written_at: datetime


def consultation_news(consultation_id: int) -> ConsultationNews | None:
    """The question, or None where there is none."""
    asked, asker = aliased(Municipality), aliased(Municipality)
    row = db.session.execute(
        select(Consultation, Ticket.reference, asked.name, Account.name, asker.name)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .join(asked, asked.code == Consultation.municipality_code)
        .join(Account, Account.id == Consultation.asked_by_id)
        .outerjoin(asker, asker.code == Ticket.municipality_code)
        .where(Consultation.id == consultation_id)
    ).one_or_none()
    if row is None:
        return None
    consultation, reference, municipality, asked_by, asking = row
    return ConsultationNews(
        id=consultation.id,
        ticket_id=consultation.ticket_id,
        reference=reference,
        title=consultation.title,
        expert_id=consultation.expert_id,
        municipality_code=consultation.municipality_code,
        municipality=municipality,
        asked_by_id=consultation.asked_by_id,
        asked_by=asked_by,
        hides_asker=consultation.hides_asker,
        goes_directly=consultation.goes_directly,
        state=consultation.state,
        answer_by=consultation.answer_by,
        asked_at=consultation.asked_at,
        reason=consultation.reason,
        asking_municipality=asking,
    )


def messages_of(consultation_id: int, part: ConsultationPart) -> tuple[ConsultedMessage, ...]:
    """The question's messages of one kind, oldest first, in whatever state it is: for the desk."""
    return _messages(consultation_id, (part,), frozenset(ConsultationState))


def seen_by_expert(consultation_id: int) -> tuple[ConsultedMessage, ...]:
    """All messages that the question's expert sees now, oldest first; none in states in which nothing is shown."""
    return _messages(consultation_id, tuple(ConsultationPart), SHOWN)


def _messages(
    consultation_id: int, parts: Collection[ConsultationPart], states: Collection[ConsultationState]
) -> tuple[ConsultedMessage, ...]:
    rows = db.session.execute(
        select(Message.id, ConsultationMessage.part, Message.author_id, Account.name, Message.text, Message.written_at)
        .join(ConsultationMessage, ConsultationMessage.message_id == Message.id)
        .join(Consultation, Consultation.id == ConsultationMessage.consultation_id)
        .join(Account, Account.id == Message.author_id)
        .where(Consultation.id == consultation_id, ConsultationMessage.part.in_(parts), Consultation.state.in_(states))
        .order_by(Message.written_at, Message.id)
    )
    return tuple(ConsultedMessage(*row) for row in rows)
