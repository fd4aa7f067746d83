"""Remind expert: the answer is soon wanted."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import OPEN, ConsultationOverError
from helpdesk.domain.facts import ConsultationReminded
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import for_desk


def remind_expert(actor: Actor, consultation_id: int, *, now: datetime) -> None:
    """Remind whoever has the question, once; the ticket stays as it is, so that nobody's writing is disturbed.

    Raises HiddenError or ForbiddenError where it is not the actor's to do, ConsultationOverError where the question is not
    open any more or its expert has been reminded.
    """
    ticket, consultation = for_desk(actor, consultation_id)
    if consultation.state not in OPEN or consultation.reminded_on is not None:
        raise ConsultationOverError
    consultation.reminded_on = swedish_day(now)
    journal.record(
        ConsultationReminded(subject=("ticket", ticket.id), consultation_id=consultation.id), actor=actor, now=now
    )
