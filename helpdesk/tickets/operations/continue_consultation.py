"""Continue consultation: adviser and expert write to each other, before the answer and after it."""

from collections.abc import Collection
from datetime import datetime

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import ConsultationOverError, ConsultationPart, TakenByColleagueError, may_write
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.facts import ConsultationContinued
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Message
from helpdesk.tickets.operations.consulting import locked, require_untold, say
from helpdesk.tickets.queries.taken import is_taken_by_colleague


def continue_consultation(
    actor: Actor,
    consultation_id: int,
    text: str,
    *,
    now: datetime,
    reference: str | None = None,
    new_files: Collection[str] = (),
    tells_anyway: bool = False,
) -> Message:
    """Write `text` (Markdown) to the other side, and give the message: the ticket's status stays.

    `reference`: the ticket that it must be a question of; None where nobody has said. `new_files`: the names of the files that
    come with it. `tells_anyway`: the adviser knows that what is written says who asks. Raises HiddenError where the question is
    neither put to the actor nor on a ticket of theirs to handle, ConsultationOverError where it has ended without an answer, and
    InputError where the adviser tells who asks although that is hidden.
    """
    ticket, consultation = locked(consultation_id)
    is_expert = access.allows(actor, Permission.CONSULTATION_ANSWER, consultation)
    if not is_expert and not access.allows(actor, Permission.TICKET_CONSULT, ticket):
        raise TakenByColleagueError if is_taken_by_colleague(actor, consultation) else HiddenError
    if reference not in {None, ticket.reference}:
        raise HiddenError
    if actor.id is None:
        raise ForbiddenError
    if not may_write(consultation.state):
        raise ConsultationOverError
    is_from_desk = reference is not None or not is_expert
    if is_from_desk and consultation.hides_asker and not tells_anyway:
        require_untold(ticket, (text, *new_files))
    message = say(ticket, consultation, ConsultationPart.DIALOGUE, text, author_id=actor.id, now=now)
    journal.record(
        ConsultationContinued(subject=("ticket", ticket.id), consultation_id=consultation.id, message_id=message.id),
        actor=actor,
        now=now,
    )
    return message
