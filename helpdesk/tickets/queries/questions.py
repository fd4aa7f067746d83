"""Questions to experts as their expert sees them: what was shared, and nothing else of the ticket."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import PersonName, people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.domain import consultation as rules
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import OPEN, SHOWN, ConsultationPart, ConsultationState, Step, TakenByColleagueError
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment, ReplyDraft
from helpdesk.tickets.queries.files import MessageFile, TicketFile
from helpdesk.tickets.queries.taken import is_taken_by_colleague
from helpdesk.tickets.queries.visible import consulted

MOST_DONE = 50
"""How many of the questions that are done the list shows."""
_ORDER = {ConsultationPart.QUESTION: 0, ConsultationPart.SHARED: 1}
"""The adviser's question first, then what was shared with it, then what was said afterwards."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list; its title is None where the reader has no need of it any more."""

    id: int
    title: str | None
    asked_by: str
    municipality: str | None
    """Who asks the adviser; None where that is hidden, not known or not shown any more."""
    is_for_all: bool
    state: ConsultationState
    answer_by: date
    ended_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class QuestionsForYou:
    """The open questions, the most pressing first, and the newest of those that are done, with how many there are."""

    open: tuple[QuestionRow, ...]
    done: tuple[QuestionRow, ...]
    done_count: int


@dataclass(frozen=True, slots=True)
class SharedMessage:
    """A message that the expert sees. The asker has no name: only staff and experts have."""

    id: int
    at: datetime
    who: str | None
    """None for one of those who ask."""
    is_staff: bool
    is_own: bool
    part: ConsultationPart
    text: str
    """Markdown."""
    files: tuple[MessageFile, ...]


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What the reader has begun to answer."""

    text: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """All that the page shows; it holds no row and asks no question."""

    id: int
    title: str | None
    """None in states in which the expert no longer sees what was shared."""
    asked_by: str
    municipality: str | None
    """Who asks the adviser; None where that is hidden, not known or not shown any more."""
    hides_asker: bool
    goes_directly: bool
    is_for_all: bool
    """Put to all experts of the reader's municipality, and taken on by none."""
    state: ConsultationState
    answer_by: date
    is_late: bool
    asked_at: datetime
    ended_at: datetime | None
    reason: str
    messages: tuple[SharedMessage, ...]
    draft: AnswerDraft | None
    may_accept: bool
    may_decline: bool
    may_answer: bool
    may_write: bool


def questions_for(actor: Actor, *, today: date) -> QuestionsForYou:
    """The questions that are put to the actor; `today` is Sweden's. Three queries."""
    is_open = Consultation.state.in_(OPEN)
    done = and_(consulted(actor), ~is_open)
    opened = _select(and_(consulted(actor), is_open)).order_by(Consultation.answer_by, Consultation.id)
    ended = _select(done).order_by(Consultation.ended_at.desc(), Consultation.id.desc()).limit(MOST_DONE)
    count = db.session.scalar(select(func.count()).select_from(Consultation).where(done)) or 0
    return QuestionsForYou(_rows(opened, today), _rows(ended, today), count)


def question_page(actor: Actor, consultation_id: int, *, today: date) -> QuestionPage:
    """One question for its expert. Five queries, whatever was shared.

    Raises HiddenError where it is not put to the actor, TakenByColleagueError where it was until a colleague took it on.
    """
    own_draft = and_(
        ReplyDraft.ticket_id == Consultation.ticket_id, ReplyDraft.author_id == actor.id, ReplyDraft.is_internal
    )
    found = db.session.execute(
        _select(and_(consulted(actor), Consultation.id == _known(consultation_id)))
        .outerjoin(ReplyDraft, own_draft)
        .add_columns(ReplyDraft)
    ).one_or_none()
    if found is None:
        other = db.session.get(Consultation, _known(consultation_id))
        raise TakenByColleagueError if other and is_taken_by_colleague(actor, other) else HiddenError
    row, asked_by, municipality, begun = found
    is_shown, is_open = row.state in SHOWN, row.state in OPEN
    return QuestionPage(
        id=row.id,
        title=row.title if is_shown else None,
        asked_by=asked_by,
        municipality=_named(row, municipality),
        hides_asker=row.hides_asker,
        goes_directly=row.goes_directly,
        is_for_all=row.expert_id is None,
        state=row.state,
        answer_by=row.answer_by,
        is_late=is_open and row.answer_by < today,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        reason=row.reason,
        messages=_messages(actor, row.id) if is_shown else (),
        draft=AnswerDraft(begun.text, begun.saved_at) if begun and is_open else None,
        may_accept=rules.may(row.state, Step.ACCEPT),
        may_decline=rules.may(row.state, Step.DECLINE),
        may_answer=rules.may(row.state, Step.ANSWER),
        may_write=rules.may_write(row.state),
    )


def shared_file(actor: Actor, consultation_id: int, file_id: int) -> TicketFile:
    """A file that the expert sees; HiddenError for every other, as if there were none."""
    row = db.session.execute(
        select(Attachment.key, Attachment.name, Attachment.content_type, Attachment.size)
        .join(ConsultationMessage, ConsultationMessage.message_id == Attachment.message_id)
        .join(Consultation, Consultation.id == ConsultationMessage.consultation_id)
        .where(
            consulted(actor),
            Consultation.id == _known(consultation_id),
            Consultation.state.in_(SHOWN),
            Attachment.id == _known(file_id),
            _is_shared_file(),
        )
    ).one_or_none()
    if row is None:
        raise HiddenError
    return TicketFile(*row)


def _known(id_: int) -> int:
    """An id that a database can compare."""
    return id_ if id_ < 2**63 else 0


def _select(condition: ColumnElement[bool]) -> Select[Consultation, str, str]:
    """Questions, each with the adviser who asks and the municipality that asks the adviser."""
    asker = aliased(Account)
    return (
        select(Consultation, asker.name, Municipality.name)
        .join(asker, asker.id == Consultation.asked_by_id)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
        .where(condition)
    )


def _named(row: Consultation, municipality: str | None) -> str | None:
    """Who asks, as far as the expert may know it now."""
    return municipality if row.state in SHOWN and not row.hides_asker else None


def _rows(query: Select[Consultation, str, str], today: date) -> tuple[QuestionRow, ...]:
    return tuple(
        QuestionRow(
            id=row.id,
            title=row.title if row.state in SHOWN else None,
            asked_by=asked_by,
            municipality=_named(row, municipality),
            is_for_all=row.expert_id is None,
            state=row.state,
            answer_by=row.answer_by,
            ended_at=row.ended_at,
            is_late=row.state in OPEN and row.answer_by < today,
        )
        for row, asked_by, municipality in db.session.execute(query)
    )


def _messages(actor: Actor, consultation_id: int) -> tuple[SharedMessage, ...]:
    rows = db.session.execute(
        select(Message, ConsultationMessage.part)
        .join(ConsultationMessage, ConsultationMessage.message_id == Message.id)
        .where(ConsultationMessage.consultation_id == consultation_id)
        .order_by(Message.written_at, Message.id)
    ).all()
    people = people_by_id(message.author_id for message, _ in rows)
    files = _files(consultation_id)
    shown = sorted(rows, key=lambda row: _ORDER.get(row[1], len(_ORDER)))
    return tuple(_shown(actor, message, part, people, files.get(message.id, ())) for message, part in shown)


def _shown(
    actor: Actor,
    message: Message,
    part: ConsultationPart,
    people: Mapping[int, PersonName],
    files: tuple[MessageFile, ...],
) -> SharedMessage:
    author = people[message.author_id]
    is_asker = part is ConsultationPart.SHARED and (message.is_noted or not author.is_staff)
    return SharedMessage(
        id=message.id,
        at=message.written_at,
        who=None if is_asker else author.name,
        is_staff=author.is_staff and not is_asker,
        is_own=message.author_id == actor.id,
        part=part,
        text=message.text,
        files=files,
    )


def _files(consultation_id: int) -> dict[int, tuple[MessageFile, ...]]:
    rows = db.session.execute(
        select(Attachment.message_id, Attachment.id, Attachment.name, Attachment.size)
        .join(ConsultationMessage, ConsultationMessage.message_id == Attachment.message_id)
        .where(ConsultationMessage.consultation_id == consultation_id, _is_shared_file())
        .order_by(Attachment.id)
    )
    found: dict[int, tuple[MessageFile, ...]] = {}
    for message_id, id_, name, size in rows:
        if message_id is not None:
            found[message_id] = (*found.get(message_id, ()), MessageFile(id_, name, size))
    return found


def _is_shared_file() -> ColumnElement[bool]:
    """Files of what adviser and expert wrote themselves, and those of shared messages that were chosen one by one."""
    is_chosen = exists().where(
        ConsultationFile.consultation_id == ConsultationMessage.consultation_id,
        ConsultationFile.attachment_id == Attachment.id,
    )
    return or_(ConsultationMessage.part != ConsultationPart.SHARED, is_chosen)
