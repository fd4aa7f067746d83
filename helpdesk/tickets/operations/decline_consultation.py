"""Decline consultation: an expert can't answer, and says why."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import Step, after
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ConsultationDeclined
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import come_back, for_expert

WHY = ("reason", N_("Write why you can't answer, so that the adviser can find somebody else."))


def decline_consultation(actor: Actor, consultation_id: int, reason: str, *, promise: Promise, now: datetime) -> None:
    """Give the question back with a reason; the ticket is open again when no other expert has a question of it.

    Where all experts of a municipality are asked, one declines for all. Raises HiddenError where it is not put to the actor,
    ConsultationOverError where it is not open any more, InputError without a reason.
    """
    ticket, consultation = for_expert(actor, consultation_id)
    if not reason.strip():
        raise InputError(*WHY)
    consultation.state = after(consultation.state, Step.DECLINE)
    consultation.reason, consultation.ended_at = reason, now
    before, status = come_back(ticket, consultation, Move.EXPERT_DECLINES, promise=promise, now=now)
    journal.record(
        ConsultationDeclined(
            subject=("ticket", ticket.id), status_from=before, status_to=status, consultation_id=consultation.id
        ),
        actor=actor,
        now=now,
    )
