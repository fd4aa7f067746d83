"""Withdraw consultation: the adviser takes a question back, and the expert no longer sees what was shared."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import Step, after
from helpdesk.domain.facts import ConsultationWithdrawn
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.operations.consulting import for_desk, let_go


def withdraw_consultation(
    actor: Actor,
    consultation_id: int,
    reason: str = "",
    *,
    promise: Promise,
    now: datetime,
    reference: str | None = None,
) -> None:
    """Take the question back, with or without a reason; the ticket is open again when it waited for this expert alone.

    `reference`: the ticket that it must be a question of; None where nobody has said. Raises HiddenError or ForbiddenError
    where the ticket is not theirs to consult on, ConsultationOverError where the question is not open any more.
    """
    ticket, consultation = for_desk(actor, consultation_id, reference)
    consultation.state = after(consultation.state, Step.WITHDRAW)
    consultation.reason, consultation.ended_at = reason, now
    before, status = let_go(ticket, consultation, promise=promise, now=now)
    journal.record(
        ConsultationWithdrawn(
            subject=("ticket", ticket.id), status_from=before, status_to=status, consultation_id=consultation.id
        ),
        actor=actor,
        now=now,
    )
