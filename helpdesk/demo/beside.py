"""What the demo's advisers have laid beside tickets: which have to do with each other, and the time that they took."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.demo import library
from helpdesk.demo.replay import Cast
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.link_tickets import link_tickets
from helpdesk.tickets.operations.spend_time import Spent, spend_time


def lay_beside(cast: Cast, prefix: str, now: datetime) -> None:
    """Link tickets, and write down time, once the tickets are there."""
    references = _references()
    laid = library.beside()
    for link in laid["link"]:
        one, other = (references[key] for key in link["tickets"])
        link_tickets(cast.advisers[0], one, other, prefix=prefix, now=now)
    for line in laid["time"]:
        at = now - timedelta(days=line["days_ago"])
        spent = Spent(line["minutes"], swedish_day(at), line["note"])
        spend_time(cast.actors[line["who"]], references[line["ticket"]], spent, now=at)


def _references() -> dict[str, str]:
    """The ticket's key in the content -> its reference."""
    by_subject = dict(db.session.execute(select(Ticket.subject, Ticket.reference)).all())
    return {script["key"]: by_subject[script["subject"]] for script in library.tickets()}
