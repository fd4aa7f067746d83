"""What the desk does with an unknown sender's message on a ticket."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.mailroom.operations.give_own_ticket import give_own_ticket
from helpdesk.mailroom.operations.let_in_sender import let_in_sender
from helpdesk.mailroom.queries.letters import raw_key_of_message, reference_of
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.reading import whole
from helpdesk.mailroom.tasks.intake import house
from helpdesk.tickets.routes.composer import desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site


def ticket_again(reference: str, message_id: int, refused: DomainError | None = None) -> str:  # noqa: ARG001  of the address
    """The ticket's page, with why it was refused."""
    return desk_view(reference, refused)


@area.action(
    "/arenden/<reference>/okand/<int:message_id>/slapp-in", access=Permission.TICKET_INVOLVE, again=ticket_again
)
def let_in_unknown(reference: str, message_id: int) -> ResponseReturnValue:
    """Let the sender write on the ticket."""
    let_in_sender(current_actor(), reference, message_id, promise=site().promise, now=clock.now())
    flash(gettext("The sender now sees the ticket and is told so. The message counts as a reply."), "success")
    return to_ticket(reference, f"meddelande-{message_id}")


@area.action(
    "/arenden/<reference>/okand/<int:message_id>/eget-arende", access=Permission.TICKET_HANDLE, again=ticket_again
)
def give_unknown_own_ticket(reference: str, message_id: int) -> ResponseReturnValue:
    """Make a ticket of the message, its sender the one who asks."""
    raw_key = raw_key_of_message(current_actor(), reference, message_id)
    db.session.rollback()  # nothing is locked for others while the letter is read
    laid = give_own_ticket(current_actor(), reference, message_id, whole(raw_key), house(), now=clock.now())
    flash(gettext("The message is now a ticket of its own. The two tickets are linked."), "success")
    return to_ticket(reference_of(laid.ticket_id), f"meddelande-{laid.message_id}")
