"""What linking two tickets and parting them have in common: both of them, locked, in one order."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketsLinked, TicketsUnlinked
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update


def both(actor: Actor, one: str, other: str) -> tuple[Ticket, Ticket]:
    """The two tickets, the one with the lower id first, when the actor may link both.

    They are locked in the order of their references, so that two who link the same tickets from either side never wait for
    each other. Raises HiddenError or ForbiddenError.
    """
    found = [for_update(actor, reference, Permission.TICKET_LINK) for reference in sorted((one, other))]
    first, second = sorted(found, key=lambda ticket: ticket.id)
    return first, second


def record(
    kind: type[TicketsLinked | TicketsUnlinked], first: Ticket, second: Ticket, *, actor: Actor, now: datetime
) -> None:
    """Write down on each ticket what happened to it with the other. The tickets themselves do not change."""
    for ticket, other in ((first, second), (second, first)):
        journal.record(kind(subject=("ticket", ticket.id), other=other.reference), actor=actor, now=now)
