"""Consult: an adviser asks an expert in a model municipality, or all experts there, and chooses what they see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import ConsultationPart
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import ExpertConsulted
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.queries.absence import away_on
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.consulting import require_untold, say, show, wait_for_experts
from helpdesk.tickets.operations.moving import for_update, move, start_clock

NOBODY = ("who", N_("Choose somebody else. The one you chose is no longer an expert in a model municipality."))
ASKS = ("who", N_("Choose somebody else. The one you chose has asked the question."))
AWAY = ("who", N_("The expert you chose is away. Choose somebody else, or send again if you want to ask anyway."))
PASSED = ("answer_by", N_("Choose a day after today."))
NOT_SHARED = ("messages", N_("Choose among the ticket's messages."))
LOOSE_FILE = ("shared_files", N_("A file can only be shared together with its message. Tick the message too."))
TOO_FAR = ("answer_by", N_("Choose a day within the next 180 days."))
MOST_DAYS = 180
"""How far ahead the last day for the answer may lie."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to an expert as the adviser has put it together."""

    title: str
    text: str
    """Markdown."""
    municipality_code: str
    answer_by: date
    expert_id: int | None = None
    """None for all experts of the municipality, until one of them takes it on."""
    message_ids: Collection[int] = ()
    file_ids: Collection[int] = ()
    new_files: Collection[str] = ()
    """The names of the files that come with the question itself."""
    hides_asker: bool = False
    goes_directly: bool = False
    tells_anyway: bool = False
    """The adviser knows that what is shared says who asks."""
    asks_absent: bool = False
    """The adviser knows that the expert is away."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What became of it."""

    consultation_id: int
    message_id: int
    """The adviser's question, to which files can be attached."""


def consult(
    actor: Actor, reference: str, asking: Asking, *, promise: Promise, seen_version: int | None = None, now: datetime
) -> Consulted:
    """Ask: the ticket waits for the expert until the working day after `answer_by`; the promise to the asker runs on.

    Who asks the expert owns the ticket where nobody did. `seen_version` is the version on the actor's screen, None where an
    older one does no harm. Raises HiddenError or ForbiddenError when the ticket is not theirs to consult on, StaleError
    when it changed meanwhile, MoveError when it is closed, and InputError where somebody or something can't be chosen.
    """
    ticket = for_update(actor, reference, Permission.TICKET_CONSULT, seen_version=seen_version)
    if actor.id is None:
        raise ForbiddenError
    _require_expert(asking, ticket, swedish_day(now))
    shared = _shared(ticket, asking)
    _require_hidden(ticket, asking, shared)
    before, after = move(actor, ticket, Move.CONSULT, now)
    consultation = _new(ticket, asking, actor.id, now)
    ticket.owner_id = ticket.owner_id or actor.id
    wait_for_experts(ticket, promise)
    start_clock(ticket, promise, now)
    question = say(ticket, consultation, ConsultationPart.QUESTION, asking.text, author_id=actor.id, now=now)
    for message in shared.messages:
        show(consultation, message.id, ConsultationPart.SHARED)
    db.session.add_all(
        ConsultationFile(consultation_id=consultation.id, attachment_id=file.id) for file in shared.files
    )
    journal.record(
        ExpertConsulted(
            subject=("ticket", ticket.id),
            status_from=before,
            status_to=after,
            consultation_id=consultation.id,
            expert=asking.expert_id,
            municipality=asking.municipality_code,
            answer_by=asking.answer_by.isoformat(),
        ),
        actor=actor,
        now=now,
    )
    return Consulted(consultation.id, question.id)


@dataclass(frozen=True, slots=True)
class _Shared:
    messages: tuple[Message, ...]
    files: tuple[Attachment, ...]


def _require_expert(asking: Asking, ticket: Ticket, today: date) -> None:
    """The one who is asked is an expert in a model municipality; where all are asked, somebody else than who asks is one."""
    if asking.answer_by <= today:
        raise InputError(*PASSED)
    if asking.answer_by > today + timedelta(days=MOST_DAYS):
        raise InputError(*TOO_FAR)
    if asking.expert_id is not None and asking.expert_id == ticket.requester_id:
        raise InputError(*ASKS)
    is_expert = exists().where(AccountRole.account_id == Account.id, AccountRole.role == Role.EXPERT)
    found = (
        select(Account.id)
        .join(Municipality, Municipality.code == Account.municipality_code)
        .where(
            Account.is_open,
            Account.is_municipality_confirmed,
            Municipality.is_model,
            Municipality.code == asking.municipality_code,
            Account.id != ticket.requester_id,
            is_expert,
        )
        .limit(1)
    )
    if asking.expert_id is not None:
        found = found.where(Account.id == asking.expert_id)
    if db.session.scalar(found) is None:
        raise InputError(*NOBODY)
    if asking.expert_id in away_on(today) and not asking.asks_absent:
        raise InputError(*AWAY)


def _shared(ticket: Ticket, asking: Asking) -> _Shared:
    """What the adviser shares: public messages of this ticket, and files of them. An internal note is never shared."""
    messages = db.session.scalars(
        select(Message)
        .where(
            Message.ticket_id == ticket.id,
            Message.kind == MessageKind.PUBLIC,
            Message.id.in_(set(asking.message_ids)),
        )
        .order_by(Message.written_at, Message.id)
    ).all()
    if len(messages) != len(set(asking.message_ids)):
        raise InputError(*NOT_SHARED)
    files = db.session.scalars(
        select(Attachment)
        .where(Attachment.message_id.in_([message.id for message in messages]), Attachment.id.in_(set(asking.file_ids)))
        .order_by(Attachment.id)
    ).all()
    if len(files) != len(set(asking.file_ids)):
        raise InputError(*LOOSE_FILE)
    return _Shared(tuple(messages), tuple(files))


def _require_hidden(ticket: Ticket, asking: Asking, shared: _Shared) -> None:
    """Where the asker is hidden, nothing that the expert reads may say who it is, unless the adviser knows it does."""
    if not asking.hides_asker or asking.tells_anyway:
        return
    read = (
        asking.title,
        asking.text,
        *(message.text for message in shared.messages),
        *(file.name for file in shared.files),
        *asking.new_files,
    )
    require_untold(ticket, read)


def _new(ticket: Ticket, asking: Asking, asked_by_id: int, now: datetime) -> Consultation:
    consultation = Consultation(
        ticket_id=ticket.id,
        municipality_code=asking.municipality_code,
        expert_id=asking.expert_id,
        asked_by_id=asked_by_id,
        title=asking.title,
        hides_asker=asking.hides_asker,
        goes_directly=asking.goes_directly,
        answer_by=asking.answer_by,
        asked_at=now,
    )
    db.session.add(consultation)
    db.session.flush()
    return consultation
