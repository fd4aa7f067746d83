"""The questions to experts of a ticket, as the desk sees them, and how many each expert has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Subquery, bindparam, func, null, select, union_all

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.domain import consultation as rules
from helpdesk.domain.consultation import OPEN, ConsultationPart, ConsultationState
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.writing import Attachment


def _given() -> Subquery:
    """What adviser and expert gave each other: (question, message, part, None) and (question, file, None, its name)."""
    is_here = Consultation.ticket_id == bindparam("ticket_id")
    given: CompoundSelect[Any] = union_all(
        select(
            ConsultationMessage.consultation_id,
            ConsultationMessage.message_id.label("id"),
            ConsultationMessage.part,
            null().label("file"),
        )
        .join(Consultation, Consultation.id == ConsultationMessage.consultation_id)
        .where(is_here),
        select(ConsultationFile.consultation_id, Attachment.id, null(), Attachment.name)
        .join(Consultation, Consultation.id == ConsultationFile.consultation_id)
        .join(Attachment, Attachment.id == ConsultationFile.attachment_id)
        .where(is_here),
    )
    return given.subquery()


# Made once: to put so long a statement together costs more than to send it.
_GIVEN = _given()
_ON = (
    select(Consultation, Municipality.name, Account.name, _GIVEN.c.id, _GIVEN.c.part, _GIVEN.c.file)
    .join(Municipality, Municipality.code == Consultation.municipality_code)
    .outerjoin(Account, Account.id == Consultation.expert_id)
    .outerjoin(_GIVEN, _GIVEN.c.consultation_id == Consultation.id)
    .where(Consultation.ticket_id == bindparam("ticket_id"))
    .order_by(Consultation.id.desc(), _GIVEN.c.id)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to an expert, with what was shared."""

    id: int
    title: str
    municipality: str
    """The model municipality that is asked."""
    expert_id: int | None
    expert: str | None
    """None where all experts of the municipality are asked and none has taken it on."""
    state: ConsultationState
    answer_by: date
    reason: str
    """Why it was declined or withdrawn."""
    hides_asker: bool
    goes_directly: bool
    is_late: bool
    shared_messages: tuple[int, ...]
    shared_files: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the expert can still answer, and the desk can take it back."""
        return self.state in OPEN

    @property
    def may_write(self) -> bool:
        """Whether desk and expert can write to each other."""
        return rules.may_write(self.state)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a message is that adviser and expert wrote to each other, and in which question."""

    consultation_id: int
    part: ConsultationPart


@dataclass(frozen=True, slots=True)
class Consultations:
    """All questions to experts of a ticket, the newest first, and the messages that are theirs by id."""

    asked: tuple[Asked, ...] = ()
    spoken: Mapping[int, Spoken] = field(default_factory=dict)

    @property
    def by_id(self) -> Mapping[int, Asked]:
        """The questions by id."""
        return {each.id: each for each in self.asked}


def consultations_on(ticket_id: int, today: date) -> Consultations:
    """The ticket's questions to experts; `today` is Sweden's. One query, whatever their number."""
    rows = db.session.execute(_ON, {"ticket_id": ticket_id}).all()
    messages: dict[int, list[int]] = {}
    files: dict[int, list[str]] = {}
    spoken: dict[int, Spoken] = {}
    questions: dict[int, tuple[Consultation, tuple[str, str | None]]] = {}
    for row, municipality, expert, id_, part, file in rows:
        questions[row.id] = row, (municipality, expert)
        if file is not None:
            files.setdefault(row.id, []).append(file)
        elif part is ConsultationPart.SHARED:
            messages.setdefault(row.id, []).append(id_)
        elif part is not None:
            spoken[id_] = Spoken(row.id, part)
    asked = tuple(
        _asked(row, today, names, messages.get(id_, ()), files.get(id_, ())) for id_, (row, names) in questions.items()
    )
    return Consultations(asked, spoken)


def open_consultations() -> Mapping[int, int]:
    """Account -> how many open questions it has; those of a municipality that nobody has taken on count for none."""
    rows = db.session.execute(
        select(Consultation.expert_id, func.count())
        .where(Consultation.state.in_(OPEN), Consultation.expert_id.is_not(None))
        .group_by(Consultation.expert_id)
    )
    return {account_id: number for account_id, number in rows if account_id is not None}


def _asked(
    row: Consultation,
    today: date,
    names: tuple[str, str | None],
    messages: Sequence[int],
    files: Sequence[str],
) -> Asked:
    municipality, expert = names
    return Asked(
        id=row.id,
        title=row.title,
        municipality=municipality,
        expert_id=row.expert_id,
        expert=expert,
        state=row.state,
        answer_by=row.answer_by,
        reason=row.reason,
        hides_asker=row.hides_asker,
        goes_directly=row.goes_directly,
        is_late=row.state in OPEN and row.answer_by < today,
        shared_messages=tuple(messages),
        shared_files=tuple(files),
    )
