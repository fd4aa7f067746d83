"""What the desk keeps on the stage to find its way: a tag on every ticket, saved views, a change to many tickets."""

from datetime import UTC, datetime

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.bulk import Bulk
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import BulkChange, SavedView, Tag, TicketTag
from helpdesk.tickets.models.ticket import Ticket

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)


def keep_in_order(people: dict[Role, Account], tag: str, view: str) -> dict[str, list[tuple[str, int]]]:
    """Labelled ids of tags, views and changes; `tag` and `view` are the words that only the desk reads."""
    made = Tag(name=tag, key=tag, sort_key=tag)
    adviser, coordinator = people[Role.ADVISER], people[Role.COORDINATOR]
    views = {
        "adviser": SavedView(owner_id=adviser.id, name="Mina", sort_key="mina", query={"vy": "mina"}, made_at=AT),
        "shared": SavedView(
            owner_id=coordinator.id, name=view, sort_key=view, is_shared=True, query={"q": "lås"}, made_at=AT
        ),
    }
    change = BulkChange(actor_id=adviser.id, verb=Bulk.TAG.value, made_at=AT, before=[])
    db.session.add_all([made, change, *views.values()])
    db.session.flush()
    db.session.add_all(TicketTag(ticket_id=id_, tag_id=made.id) for (id_,) in db.session.query(Ticket.id))
    db.session.flush()
    return {
        "tags": [("known", made.id), ("unknown", 999999)],
        "views": [(label, each.id) for label, each in views.items()] + [("unknown", 999999)],
        "changes": [("adviser", change.id), ("unknown", 999999)],
    }
