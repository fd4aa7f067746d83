"""Notices of every look: new and read, about what can be opened and about what can't be any more."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from tests.factories.notices import notice


def gather_notices(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Give the requester notices; those signed in as others have what the demo content has. `emails`: by role."""
    reader = db.session.scalars(select(Account).where(Account.email == emails["requester"])).one()
    own, foreign = (
        db.session.scalars(select(Ticket.id).where(condition).order_by(Ticket.id.desc())).first() or 0
        for condition in (Ticket.requester_id == reader.id, Ticket.requester_id != reader.id)
    )
    for days, event, ticket_id in ((9, "ticket_closed", own), (8, "answer", foreign), (1, "answer", foreign)):
        at = now - timedelta(days=days)
        notice(reader, event, ("ticket", ticket_id), at=at, read_at=at if days > 5 else None)
    return {"notice": str(notice(reader, "answer", ("ticket", own), at=now).id)}
