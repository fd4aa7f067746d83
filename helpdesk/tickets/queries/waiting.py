"""Tickets whose wait is over."""

from datetime import date

from sqlalchemy import select

from helpdesk.domain.lifecycle import WAITING
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket


def due_to_wake(today: date) -> list[str]:
    """The references of all tickets whose wait ends by `today` (a Swedish day), the longest due first."""
    due = select(Ticket.reference).where(Ticket.status.in_(WAITING), Ticket.wake_on <= today)
    return list(db.session.scalars(due.order_by(Ticket.wake_on, Ticket.id)))
