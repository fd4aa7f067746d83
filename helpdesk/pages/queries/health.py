"""Whether the house stands."""

from sqlalchemy import select

from helpdesk.kit.db import db


def database_answers() -> None:
    """Ask the database for the least it can say; SQLAlchemyError where it says nothing."""
    db.session.scalar(select(1))
