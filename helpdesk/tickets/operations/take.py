"""Take: an adviser makes a ticket their own."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import TicketTaken
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update, move


def take(actor: Actor, reference: str, *, now: datetime, seen_version: int | None = None) -> None:
    """Make the actor the ticket's owner; a new ticket becomes open.

    To take what one has already changes nothing. `seen_version` is the version on the actor's screen, None where an older
    one does no harm. Raises HiddenError or ForbiddenError when the ticket is not theirs to take, StaleError when it changed
    meanwhile: somebody else may have taken it.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ASSIGN, seen_version=seen_version)
    if actor.id is None:
        raise ForbiddenError
    if ticket.owner_id == actor.id and ticket.status is not Status.NEW:
        return
    before, after = move(actor, ticket, Move.TAKE, now)
    owner_before, ticket.owner_id = ticket.owner_id, actor.id
    journal.record(
        TicketTaken(
            subject=("ticket", ticket.id),
            status_from=before,
            status_to=after,
            owner_from=owner_before,
            owner_to=actor.id,
        ),
        actor=actor,
        now=now,
    )


def take_next(actor: Actor, *, now: datetime) -> str | None:
    """Take the most pressing ticket that nobody has: highest priority first, then the one that is due first.

    Gives its reference, or None when nothing is left. Two who ask at the same moment get two different tickets.
    """
    require_role(actor, Permission.TICKET_ASSIGN)
    reference = db.session.scalar(
        select(Ticket.reference)
        .where(Ticket.owner_id.is_(None), Ticket.status.in_((Status.NEW, Status.OPEN)))
        .order_by(Ticket.priority_rank, Ticket.due_order, Ticket.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if reference is not None:
        take(actor, reference, now=now)
    return reference
