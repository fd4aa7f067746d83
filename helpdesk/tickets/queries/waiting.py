"""Tickets whose wait is over, and answered ones in which nobody has written for long enough."""

from datetime import date, datetime

from sqlalchemy import select

from helpdesk.domain.lifecycle import WAITING, Status
from helpdesk.domain.service_level import Calendar, Promise, promised_by
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket

QUIET_DAYS = 10
"""Working days after which an answered ticket closes by itself (`product.md`, "Ticket")."""


def due_to_wake(today: date) -> list[str]:
    """The references of all tickets whose wait ends by `today` (a Swedish day), the longest due first."""
    due = select(Ticket.reference).where(Ticket.status.in_(WAITING), Ticket.wake_on <= today)
    return list(db.session.scalars(due.order_by(Ticket.wake_on, Ticket.id)))


def closes_at(last_event_at: datetime, calendar: Calendar) -> datetime:
    """When an answered ticket closes by itself, if nothing more happens to it."""
    return promised_by(last_event_at, Promise(QUIET_DAYS, calendar))


def due_to_close(now: datetime, calendar: Calendar) -> list[tuple[str, int]]:
    """Reference and version of all answered tickets that close by themselves by `now`, the longest quiet first."""
    answered = select(Ticket.reference, Ticket.version, Ticket.last_event_at).where(Ticket.status == Status.ANSWERED)
    rows = db.session.execute(answered.order_by(Ticket.last_event_at, Ticket.id))
    return [(reference, version) for reference, version, at in rows if closes_at(at, calendar) <= now]
