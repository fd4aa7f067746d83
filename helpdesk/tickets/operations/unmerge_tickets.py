"""Unmerge tickets: one that went on in another goes on by itself again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import MoveError
from helpdesk.domain.facts import OtherTicketUnmerged, TicketUnmerged
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.merging import both
from helpdesk.tickets.operations.moving import move, start_clock, touch


def unmerge_tickets(actor: Actor, reference: str, *, promise: Promise, now: datetime) -> None:
    """Let the ticket go on by itself, open, with a new promised time; what came to the other one meanwhile stays there.

    Raises HiddenError, ForbiddenError, or MoveError when the ticket goes on in no other one (any more).
    """
    require_role(actor, Permission.TICKET_HANDLE)
    ticket, into = both(actor, reference, _goes_on_in(reference))
    if ticket.merged_into_id != into.id:
        raise MoveError  # parted, or merged with another one, while we waited for the lock
    before, after = move(actor, ticket, Move.UNMERGE, now)
    ticket.closed_at, ticket.closing_reason, ticket.merged_into_id = None, None, None
    start_clock(ticket, promise, now)
    journal.record(
        TicketUnmerged(subject=("ticket", ticket.id), parted_from=into.reference, status_from=before, status_to=after),
        actor=actor,
        now=now,
    )
    touch(into, now)
    journal.record(OtherTicketUnmerged(subject=("ticket", into.id), other=ticket.reference), actor=actor, now=now)


def _goes_on_in(reference: str) -> str:
    ticket, into = aliased(Ticket), aliased(Ticket)
    found = db.session.scalar(
        select(into.reference).join(ticket, ticket.merged_into_id == into.id).where(ticket.reference == reference)
    )
    if found is None:
        raise MoveError
    return found
