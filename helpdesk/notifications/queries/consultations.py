"""What letters about questions to experts may tell their readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import Municipality
from helpdesk.domain import access
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import OPEN, SHOWN, ConsultationPart
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.notifications.queries.news import person_name
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Ticket

_IS_EXPERT = (
    Account.id.in_(select(AccountRole.account_id).where(AccountRole.role == Role.EXPERT)),
    Account.is_municipality_confirmed,
    Account.is_open,
)


@dataclass(frozen=True, slots=True)
class ConsultationNews:
    """A question to an expert as its letters show it."""

    id: int
    title: str
    asked_by: str
    """The adviser's name."""
    expert: str
    """The expert's name; empty while the municipality's experts are asked together."""
    municipality: str
    """The model municipality that is asked."""
    asking_municipality: str
    """Empty where it is hidden, or not known."""
    answer_by: date
    reason: str


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody wrote in the consultation (Markdown)."""

    author: str
    text: str


def for_expert(consultation_id: int, reader: Actor, *, is_over: bool = False) -> ConsultationNews | None:
    """The question for the expert whom it is put to; None for others, and where its contents are no more the expert's.

    With `is_over` also of a question that ended otherwise than by an answer: its title and reason can be told.
    """
    consultation = db.session.get(Consultation, consultation_id)
    if consultation is None or not access.allows(reader, Permission.CONSULTATION_READ, consultation):
        return None
    if not is_over and consultation.state not in SHOWN:
        return None
    return _news(consultation)


def for_desk(consultation_id: int) -> ConsultationNews | None:
    """The question for those who handle its ticket."""
    consultation = db.session.get(Consultation, consultation_id)
    return None if consultation is None else _news(consultation)


def experts_of(consultation_id: int) -> tuple[int, ...]:
    """The accounts that are asked: the expert, or all experts in the municipality while none has taken it on."""
    consultation = db.session.get_one(Consultation, consultation_id)
    if consultation.expert_id is not None:
        return (consultation.expert_id,)
    is_there = Account.municipality_code == consultation.municipality_code
    return tuple(db.session.scalars(select(Account.id).where(is_there, *_IS_EXPERT).order_by(Account.id)))


def open_with(account_id: int) -> Sequence[tuple[int, int]]:
    """The questions that the account, as an expert, has to answer or may take on: the tickets' ids, with the questions' own."""
    home = select(Account.municipality_code).where(Account.id == account_id, *_IS_EXPERT).scalar_subquery()
    is_theirs = or_(
        Consultation.expert_id == account_id,
        and_(Consultation.expert_id.is_(None), Consultation.municipality_code == home),
    )
    rows = db.session.execute(
        select(Consultation.ticket_id, Consultation.id)
        .where(is_theirs, Consultation.state.in_(OPEN))
        .order_by(Consultation.id)
    )
    return [(ticket_id, id_) for ticket_id, id_ in rows]


def ticket_of(consultation_id: int) -> int | None:
    """The id of the ticket that the question is about; None where there is no such question."""
    return db.session.scalar(select(Consultation.ticket_id).where(Consultation.id == consultation_id))


def advisers_of(consultation_id: int) -> tuple[int | None, ...]:
    """Who asked, and who handles the ticket now."""
    row = db.session.execute(
        select(Consultation.asked_by_id, Ticket.owner_id)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .where(Consultation.id == consultation_id)
    ).one()
    return tuple(row)


def word(consultation_id: int, message_id: int | None = None) -> Word | None:
    """One message of the consultation's own, the question itself when no other is named; never a shared one."""
    own = ConsultationMessage.part != ConsultationPart.SHARED
    chosen = ConsultationMessage.part == ConsultationPart.QUESTION if message_id is None else Message.id == message_id
    message = db.session.scalar(
        select(Message)
        .join(ConsultationMessage, ConsultationMessage.message_id == Message.id)
        .where(ConsultationMessage.consultation_id == consultation_id, own, chosen)
    )
    return None if message is None else Word(person_name(message.author_id), message.text)


def _news(consultation: Consultation) -> ConsultationNews:
    asker = None
    if not consultation.hides_asker:
        asker = db.session.scalar(
            select(Municipality.name)
            .join(Ticket, Ticket.municipality_code == Municipality.code)
            .where(Ticket.id == consultation.ticket_id)
        )
    return ConsultationNews(
        id=consultation.id,
        title=consultation.title,
        asked_by=person_name(consultation.asked_by_id),
        expert=person_name(consultation.expert_id),
        municipality=db.session.get_one(Municipality, consultation.municipality_code).name,
        asking_municipality=asker or "",
        answer_by=consultation.answer_by,
        reason=consultation.reason,
    )
