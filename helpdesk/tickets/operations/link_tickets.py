"""Link tickets: two that have to do with each other are shown on each other's page, to the desk alone."""

from datetime import datetime

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import TicketsLinked
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.operations.linking import ITSELF, both, named, record

FIELD = "other"
LINKED = N_("The two tickets are linked already.")


def link_tickets(actor: Actor, reference: str, typed: str, *, prefix: str, now: datetime) -> None:
    """Link the ticket with the one whose number was `typed`: the whole reference, in any case, or the number alone.

    `prefix` begins the references of today. Raises HiddenError or ForbiddenError when the ticket is not the actor's to link,
    InputError at `other` for a number that no ticket has, for the ticket's own, and where the two are linked already.
    """
    require_role(actor, Permission.TICKET_LINK)
    other = named(typed, prefix, now, field=FIELD)
    if other == reference:
        raise InputError(FIELD, ITSELF)
    first, second = both(actor, reference, other)
    if db.session.get(TicketLink, (first.id, second.id)) is not None:
        raise InputError(FIELD, LINKED)
    if actor.id is None:
        raise ForbiddenError
    db.session.add(TicketLink(first_id=first.id, second_id=second.id, made_by_id=actor.id, made_at=now))
    record(TicketsLinked, first, second, actor=actor, now=now)
