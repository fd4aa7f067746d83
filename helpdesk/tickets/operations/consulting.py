"""What every verb on a question to an expert shares: find it locked with its ticket, and give the ticket back.

The ticket is locked first, always: whatever happens to its questions happens one at a time.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import OPEN, ConsultationPart, Step, TakenByColleagueError, after
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.facts import ConsultationWithdrawn
from helpdesk.domain.hiding import told_in
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise, working_day_after
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.moving import add_message, shift, start_clock
from helpdesk.tickets.operations.save_reply_draft import forget_answer_drafts
from helpdesk.tickets.queries.asking_names import asking_names
from helpdesk.tickets.queries.taken import is_taken_by_colleague

TELLS = (
    "tells_anyway",
    N_("What you share says who asks. Change it, or tick that you want to share it anyway."),
)


def locked(consultation_id: int) -> tuple[Ticket, Consultation]:
    """The question and its ticket, locked. Raises HiddenError where there is none."""
    known = consultation_id if 0 < consultation_id < 2**63 else 0
    ticket = db.session.scalar(
        select(Ticket)
        .where(Ticket.id == select(Consultation.ticket_id).where(Consultation.id == known).scalar_subquery())
        .options(selectinload(Ticket.participants), selectinload(Ticket.topics))
        .with_for_update(of=Ticket)
    )
    if ticket is None:
        raise HiddenError
    return ticket, db.session.scalars(select(Consultation).where(Consultation.id == known)).one()


def for_expert(actor: Actor, consultation_id: int) -> tuple[Ticket, Consultation]:
    """The question, locked, when it is put to the actor; HiddenError otherwise, as if there were none.

    Raises TakenByColleagueError where it was put to the actor among others, and one of them was faster.
    """
    ticket, consultation = locked(consultation_id)
    if is_taken_by_colleague(actor, consultation):
        raise TakenByColleagueError
    access.require(actor, Permission.CONSULTATION_ANSWER, consultation)
    return ticket, consultation


def for_desk(actor: Actor, consultation_id: int, reference: str | None = None) -> tuple[Ticket, Consultation]:
    """The question, locked, when its ticket is the actor's to consult on.

    `reference`: the ticket that it must be a question of; None where nobody has said. Raises HiddenError, ForbiddenError.
    """
    ticket, consultation = locked(consultation_id)
    access.require(actor, Permission.TICKET_CONSULT, ticket)
    if reference not in {None, ticket.reference}:
        raise HiddenError
    return ticket, consultation


def require_untold(ticket: Ticket, read: Iterable[str]) -> None:
    """Where the asker is hidden, nothing that the expert is to read may say who it is. Raises InputError."""
    if told_in("\n".join(read), asking_names(ticket.id)):
        raise InputError(*TELLS)


def say(
    ticket: Ticket,
    consultation: Consultation,
    part: ConsultationPart,
    text: str,
    *,
    author_id: int,
    now: datetime,
) -> Message:
    """Write a message that the desk and the expert read, and give it its id."""
    message = add_message(ticket, author_id=author_id, kind=MessageKind.CONSULTATION, text=text, now=now)
    show(consultation, message.id, part)
    return message


def show(consultation: Consultation, message_id: int, part: ConsultationPart) -> None:
    """Let the expert see the message."""
    db.session.add(ConsultationMessage(consultation_id=consultation.id, message_id=message_id, part=part))
    db.session.flush()


def is_last(consultation: Consultation) -> bool:
    """Whether no other question of the ticket is open."""
    others = exists().where(
        Consultation.ticket_id == consultation.ticket_id,
        Consultation.id != consultation.id,
        Consultation.state.in_(OPEN),
    )
    return not db.session.scalar(select(others))


def come_back(
    ticket: Ticket, consultation: Consultation, verb: Move, *, promise: Promise, now: datetime
) -> tuple[Status, Status]:
    """The expert has the question no more: the ticket is open again where it was the last one.

    Gives the status before and after. A clock that stood still goes on, since it is us again that is waited for.
    """
    moved = shift(ticket, verb, now, is_last_consultation=is_last(consultation))
    forget_answer_drafts(consultation)
    return _settled(ticket, moved, promise, now)


def let_go(ticket: Ticket, consultation: Consultation, *, promise: Promise, now: datetime) -> tuple[Status, Status]:
    """As `come_back` where nobody has answered or declined: a ticket that waits for somebody else goes on waiting."""
    gives_back = ticket.status is Status.WAITING_EXPERT and is_last(consultation)
    moved = shift(ticket, Move.EXPERT_DECLINES, now, is_last_consultation=gives_back)
    forget_answer_drafts(consultation)
    return _settled(ticket, moved, promise, now)


def wait_for_experts(ticket: Ticket, promise: Promise) -> None:
    """Let the ticket wake on the working day after the last day of the open questions."""
    last = db.session.scalar(
        select(func.max(Consultation.answer_by)).where(
            Consultation.ticket_id == ticket.id, Consultation.state.in_(OPEN)
        )
    )
    ticket.wake_on = working_day_after(last, promise.calendar) if last else None


def withdraw_open(actor: Actor, ticket: Ticket, now: datetime) -> None:
    """Take back every question that is still open, as when the ticket is closed: nobody works on what is not wanted."""
    for consultation in db.session.scalars(
        select(Consultation)
        .where(Consultation.ticket_id == ticket.id, Consultation.state.in_(OPEN))
        .order_by(Consultation.id)
    ):
        consultation.state, consultation.ended_at = after(consultation.state, Step.WITHDRAW), now
        forget_answer_drafts(consultation)
        journal.record(
            ConsultationWithdrawn(
                subject=("ticket", ticket.id),
                status_from=ticket.status,
                status_to=ticket.status,
                consultation_id=consultation.id,
            ),
            actor=actor,
            now=now,
        )


def _settled(ticket: Ticket, moved: tuple[Status, Status], promise: Promise, now: datetime) -> tuple[Status, Status]:
    before, status = moved
    if status is Status.WAITING_EXPERT:
        wait_for_experts(ticket, promise)
    elif status is Status.OPEN and before is not Status.OPEN:
        start_clock(ticket, promise, now)
    return moved
