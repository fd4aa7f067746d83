"""What linking two tickets and parting them have in common: which one is meant, both of them, locked, in one order."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain import correspondence
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import TicketsLinked, TicketsUnlinked
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update

UNKNOWN = N_("There is no ticket with that number. Check it, for example in the list of tickets.")
ITSELF = N_("This is the ticket's own number. Write the number of the other ticket.")


def named(typed: str, prefix: str, now: datetime, *, field: str) -> str:
    """The reference of the ticket that the typed number means; the newer one where two could be meant.

    Raises InputError at `field` for a number that no ticket has.
    """
    meant = correspondence.meant(typed, prefix, swedish_day(now).year)
    known = set(db.session.scalars(select(Ticket.reference).where(Ticket.reference.in_(meant))))
    found = next((reference for reference in meant if reference in known), None)
    if found is None:
        raise InputError(field, UNKNOWN)
    return found


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
