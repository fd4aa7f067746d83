"""Keep answer: what an expert has begun to answer is a draft, so that nothing typed is lost."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import ConsultationOverError, Step, may
from helpdesk.domain.errors import ForbiddenError
from helpdesk.tickets.operations.consulting import for_expert
from helpdesk.tickets.operations.save_reply_draft import keep_reply_draft


def keep_answer(actor: Actor, consultation_id: int, text: str, *, now: datetime) -> None:
    """Keep `text` as the expert's draft of the answer; an empty text forgets it.

    The expert learns nothing of the ticket by it, and the ticket does not change. Raises HiddenError where the question is
    not put to the actor, ConsultationOverError where it can't be answered any more.
    """
    ticket, consultation = for_expert(actor, consultation_id)
    if actor.id is None:
        raise ForbiddenError
    if not may(consultation.state, Step.ANSWER):
        raise ConsultationOverError
    # Internal, as a note: who handles tickets too, or asks, must not find it in the field for another text.
    keep_reply_draft(ticket.id, actor.id, text, is_internal=True, now=now)
