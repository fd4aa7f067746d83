"""Spend time: somebody at the desk writes down the time that a ticket took."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import TimeLogged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TimeSpent
from helpdesk.tickets.operations.moving import for_update

MOST_MINUTES = 600
"""More than ten hours of one day on one ticket is a slip of the keyboard."""
OLDEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Spent:
    """How long, on which Swedish day, and (at most 200 characters) what for."""

    minutes: int
    worked_on: date
    note: str = ""


def spend_time(actor: Actor, reference: str, spent: Spent, *, now: datetime) -> TimeSpent:
    """Write down the actor's time, and give the line. The ticket itself does not change, a closed one too can take it.

    Raises HiddenError or ForbiddenError when the ticket is not theirs to handle, InputError at `minutes` (none, or more than
    600) or `worked_on` (a day to come, or more than 60 days ago).
    """
    ticket = for_update(actor, reference, Permission.TICKET_TIME)
    if actor.id is None:
        raise ForbiddenError
    _check(spent, swedish_day(now))
    line = TimeSpent(
        ticket_id=ticket.id,
        account_id=actor.id,
        worked_on=spent.worked_on,
        minutes=spent.minutes,
        note=spent.note,
    )
    db.session.add(line)
    db.session.flush()
    journal.record(
        TimeLogged(subject=("ticket", ticket.id), minutes=line.minutes, worked_on=line.worked_on.isoformat()),
        actor=actor,
        now=now,
    )
    return line


def _check(spent: Spent, today: date) -> None:
    if not 0 < spent.minutes <= MOST_MINUTES:
        raise InputError(field="minutes", sentence=N_("Write the minutes as a number between 1 and 600."))
    if spent.worked_on > today:
        raise InputError(
            field="worked_on", sentence=N_("The day is still to come. Write the day when the work was done.")
        )
    if spent.worked_on < today - OLDEST:
        raise InputError(field="worked_on", sentence=N_("The day is more than 60 days ago. Check the day."))
