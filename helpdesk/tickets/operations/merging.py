"""What merging two tickets and parting them have in common: both of them, locked, in one order."""

from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update


def both(actor: Actor, reference: str, into: str, *, seen_version: int | None = None) -> tuple[Ticket, Ticket]:
    """The ticket and the one that it goes on in, when the actor may handle both.

    They are locked in the order of their references, so that two who merge the same tickets never wait for each other.
    Raises HiddenError, ForbiddenError, or StaleError when the ticket is not the one of `seen_version`.
    """
    versions = {reference: seen_version}
    found = {
        each: for_update(actor, each, Permission.TICKET_HANDLE, seen_version=versions.get(each))
        for each in sorted((reference, into))
    }
    return found[reference], found[into]
