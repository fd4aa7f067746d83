"""What stands in the outbox."""

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter


def letters() -> list[tuple[str, int | None]]:
    """Template and recipient of every letter, oldest first."""
    return [(row.template, row.recipient_id) for row in db.session.scalars(select(Letter).order_by(Letter.id))]


def last_token() -> str:
    """The token in the newest letter."""
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
    return str(letter.data["token"])
