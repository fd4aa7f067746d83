"""Unlink tickets: two that were linked have nothing to do with each other."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TicketsUnlinked
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.operations.linking import both, record


def unlink_tickets(actor: Actor, reference: str, other: str, *, now: datetime) -> None:
    """Part the two tickets of these references; not linked (any more): nothing happens.

    Raises HiddenError or ForbiddenError when one of them is not the actor's to link or does not exist.
    """
    first, second = both(actor, reference, other)
    link = db.session.get(TicketLink, (first.id, second.id))
    if link is None:
        return
    db.session.delete(link)
    record(TicketsUnlinked, first, second, actor=actor, now=now)
