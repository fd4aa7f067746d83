"""The time that the desk gave to a ticket."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TimeSpent
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import only_visible

# Made once: to put a statement together costs as much as to send it.
_GIVEN = (
    select(
        TimeSpent.id,
        TimeSpent.worked_on,
        TimeSpent.minutes,
        TimeSpent.note,
        Account.name,
        TimeSpent.account_id == bindparam("actor_id"),
    )
    .join(Ticket, Ticket.id == TimeSpent.ticket_id)
    .join(Account, Account.id == TimeSpent.account_id)
    .where(Ticket.reference == bindparam("reference"))
    .order_by(TimeSpent.worked_on.desc(), TimeSpent.id.desc())
)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Who gave how many minutes on which day, and what for."""

    id: int
    worked_on: date
    minutes: int
    note: str
    who: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class TimeGiven:
    """All lines, the newest day first."""

    lines: tuple[TimeLine, ...]

    @property
    def minutes(self) -> int:
        """All of them together."""
        return sum(line.minutes for line in self.lines)


def time_given_to(actor: Actor, reference: str) -> TimeGiven:
    """The time given to the ticket of the reference, for one of the desk: one query."""
    rows = db.session.execute(only_visible(_GIVEN, actor), {"reference": reference, "actor_id": actor.id or 0})
    return TimeGiven(tuple(TimeLine(*row) for row in rows))
