"""Strike time spent: a line of time that was wrong is taken away; the right one is written anew."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TimeStruck
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TimeSpent
from helpdesk.tickets.operations.moving import for_update


def strike_time_spent(actor: Actor, reference: str, line_id: int, *, now: datetime) -> None:
    """Take away one of the actor's own lines on the ticket; one that is not there, or is another's: nothing happens.

    The journal keeps that it stood there. Raises HiddenError or ForbiddenError when the ticket is not theirs to handle.
    """
    ticket = for_update(actor, reference, Permission.TICKET_TIME)
    line = db.session.scalar(
        select(TimeSpent).where(
            TimeSpent.id == line_id, TimeSpent.ticket_id == ticket.id, TimeSpent.account_id == actor.id
        )
    )
    if line is None:
        return
    db.session.delete(line)
    journal.record(
        TimeStruck(subject=("ticket", ticket.id), minutes=line.minutes, worked_on=line.worked_on.isoformat()),
        actor=actor,
        now=now,
    )
