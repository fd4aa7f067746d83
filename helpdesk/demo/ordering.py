"""Puts tags on the demo's tickets and keeps a few views of the queue, by the operations that the desk uses."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from helpdesk.demo import library
from helpdesk.demo.replay import Cast
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.save_view import save_view
from helpdesk.tickets.operations.tag_ticket import tag_ticket


def keep_in_order(cast: Cast, now: datetime) -> None:
    """Tags where a ticket's subject has one of their parts, at its last event so that no ticket seems newer; and views."""
    order = library.order()
    adviser = cast.advisers[0]
    for reference, subject, at in db.session.execute(
        select(Ticket.reference, Ticket.subject, Ticket.last_event_at)
    ).all():
        if names := _names(order["tag"], subject):
            tag_ticket(adviser, reference, names, now=at)
    for view in order["view"]:
        save_view(cast.actors[view["owner"]], view["name"], view["query"], is_shared=view["is_shared"], now=now)


def _names(tags: list[dict[str, Any]], subject: str) -> tuple[str, ...]:
    words = subject.casefold()
    return tuple(tag["name"] for tag in tags if any(part in words for part in tag["parts"]))
