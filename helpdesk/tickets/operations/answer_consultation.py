"""Answer consultation: an expert's answer goes to the adviser, or at once to the asker where the adviser has allowed it."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain import lifecycle
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import ConsultationPart, Step, after
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import ConsultationAnswered, TicketAnswered
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.staff.operations.log_time import log_time
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.consulting import come_back, for_expert, say
from helpdesk.tickets.operations.moving import add_message, shift, stop_clock
from helpdesk.tickets.operations.save_reply_draft import forget_reply_draft


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages that the answer became, to which files can be attached."""

    message_id: int
    """What the adviser reads."""
    public_id: int | None
    """What the asker reads; None where the answer went to the adviser alone."""

    @property
    def message_ids(self) -> tuple[int, ...]:
        """All of them."""
        return (self.message_id,) if self.public_id is None else (self.message_id, self.public_id)


def answer_consultation(
    actor: Actor, consultation_id: int, text: str, *, promise: Promise, now: datetime, minutes: int = 0
) -> Answered:
    """Answer with `text` (Markdown); `minutes`, where any, are written down as the expert's time of today.

    The ticket is open again when no other expert has a question of it; an answer that goes directly answers the ticket, unless
    it has been closed meanwhile. Raises HiddenError where the question is not put to the actor, ConsultationOverError where
    it is not open any more, InputError for a time that can't be written down.
    """
    ticket, consultation = for_expert(actor, consultation_id)
    if actor.id is None:
        raise ForbiddenError
    consultation.state = after(consultation.state, Step.ANSWER)
    consultation.expert_id, consultation.ended_at = actor.id, now
    before, status = come_back(ticket, consultation, Move.EXPERT_ANSWERS, promise=promise, now=now)
    forget_reply_draft(ticket.id, actor.id)
    message = say(ticket, consultation, ConsultationPart.ANSWER, text, author_id=actor.id, now=now)
    journal.record(
        ConsultationAnswered(
            subject=("ticket", ticket.id),
            status_from=before,
            status_to=status,
            consultation_id=consultation.id,
            message_id=message.id,
        ),
        actor=actor,
        now=now,
    )
    if minutes:
        log_time(
            actor,
            actor.id,
            minutes,
            consultation.title,
            swedish_day(now),
            ("consultation", consultation.id),
            now=now,
        )
    public = _pass_on(actor, ticket, consultation, text, now)
    return Answered(message.id, public.id if public else None)


def _pass_on(actor: Actor, ticket: Ticket, consultation: Consultation, text: str, now: datetime) -> Message | None:
    """Answer the asker with the expert's own words, where the adviser lets them go and the ticket is not closed."""
    if actor.id is None or not consultation.goes_directly or not lifecycle.may(ticket.status, Move.ANSWER):
        return None
    before, status = shift(ticket, Move.ANSWER, now)
    stop_clock(ticket)
    ticket.first_answered_at = ticket.first_answered_at or now
    message = add_message(ticket, author_id=actor.id, kind=MessageKind.PUBLIC, text=text, now=now)
    journal.record(
        TicketAnswered(subject=("ticket", ticket.id), status_from=before, status_to=status, message_id=message.id),
        actor=actor,
        now=now,
    )
    return message
