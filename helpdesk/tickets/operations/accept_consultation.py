"""Accept consultation: an expert takes a question on."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import Step, after
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import ConsultationAccepted
from helpdesk.domain.lifecycle import Move
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import for_expert
from helpdesk.tickets.operations.moving import shift


def accept_consultation(actor: Actor, consultation_id: int, *, now: datetime) -> None:
    """Take the question on: it is the actor's alone from now on, where it was put to all experts of a municipality.

    Raises HiddenError where it is not put to the actor, ConsultationOverError where it is not there to be taken on.
    """
    ticket, consultation = for_expert(actor, consultation_id)
    if actor.id is None:
        raise ForbiddenError
    consultation.state = after(consultation.state, Step.ACCEPT)
    consultation.expert_id, consultation.accepted_at = actor.id, now
    shift(ticket, Move.EXPERT_ACCEPTS, now)
    journal.record(
        ConsultationAccepted(subject=("ticket", ticket.id), consultation_id=consultation.id), actor=actor, now=now
    )
