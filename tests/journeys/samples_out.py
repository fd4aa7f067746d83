"""What the pages about letters that leave need: a link that turns letters off, and a ticket of somebody whom no letter reaches."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.kit.db import db
from helpdesk.web.leaving import leave_token
from tests.factories.accounts import account
from tests.factories.tickets import message, ticket


def gather_out(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role; needs an application's context."""
    reader = db.session.scalars(select(Account.id).where(Account.email == emails["requester"])).one()
    gone = account(
        name="Ulla Ros",
        email="ulla.ros@harnosand.example",
        municipality="2280",
        undeliverable_at=now,
        undeliverable_status="5.1.1",
    )
    asked = ticket(gone, reference="VT-2026-900001", subject="Larm som ingen hör")
    message(asked, gone)
    return {"leave_token": leave_token(reader, "article_begun"), "dead_address_ticket": asked.reference}
