"""Which tickets are filed under a topic."""

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import TicketTopic


def tickets_under(topic_code: str) -> tuple[int, ...]:
    """The ids of all tickets that have the topic itself."""
    return tuple(db.session.scalars(select(TicketTopic.ticket_id).where(TicketTopic.topic_code == topic_code)))
