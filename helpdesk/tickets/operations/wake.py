"""Wake: a wait is over, because its day has come or because an adviser ends it."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketWoken
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, move, start_clock


def wake(actor: Actor, reference: str, *, promise: Promise, now: datetime) -> None:
    """Open a waiting ticket again; a clock that stood still goes on, one that ran is left as it was.

    Raises HiddenError or ForbiddenError when it is not theirs to wake, MoveError when it does not wait.
    """
    ticket = for_update(actor, reference, Permission.TICKET_WAIT)
    before, after = move(actor, ticket, Move.WAKE, now)
    start_clock(ticket, promise, now)
    journal.record(
        TicketWoken(subject=("ticket", ticket.id), status_from=before, status_to=after), actor=actor, now=now
    )
