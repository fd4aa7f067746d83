"""Let in sender: an unknown sender may write on the ticket from now on, and the letter counts as a reply."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.incoming import Outcome
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.mailroom.operations.strangers import strangers_letter
from helpdesk.tickets.operations.let_in_stranger import let_in_stranger
from helpdesk.tickets.operations.moving import for_update


def let_in_sender(actor: Actor, reference: str, message_id: int, *, promise: Promise, now: datetime) -> None:
    """Let in whoever wrote the message. Raises as `let_in_stranger`, and AlreadyDealtWithError."""
    ticket = for_update(actor, reference, Permission.TICKET_INVOLVE)
    row = strangers_letter(ticket, message_id)
    let_in_stranger(actor, reference, message_id, promise=promise, now=now)
    row.outcome = Outcome.REPLY
