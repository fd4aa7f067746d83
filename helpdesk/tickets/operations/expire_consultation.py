"""Expire consultation: nobody has taken a question on by its last day."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import ConsultationOverError, Step, after, has_run_out
from helpdesk.domain.facts import ConsultationExpired
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import for_desk, let_go


def expire_consultation(actor: Actor, consultation_id: int, *, promise: Promise, now: datetime) -> None:
    """End the question; the ticket is open again when it waited for this expert alone.

    Raises HiddenError or ForbiddenError where it is not the actor's to end, ConsultationOverError where it has not run out:
    somebody may have taken it on just now.
    """
    ticket, consultation = for_desk(actor, consultation_id)
    if not has_run_out(consultation.state, consultation.answer_by, swedish_day(now)):
        raise ConsultationOverError
    consultation.state, consultation.ended_at = after(consultation.state, Step.EXPIRE), now
    before, status = let_go(ticket, consultation, promise=promise, now=now)
    journal.record(
        ConsultationExpired(
            subject=("ticket", ticket.id), status_from=before, status_to=status, consultation_id=consultation.id
        ),
        actor=actor,
        now=now,
    )
