"""The files that the database names."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from helpdesk.knowledge.models import Picture
from helpdesk.tickets.models.writing import Attachment

COLUMNS = (Attachment.key, Picture.key)
"""Every column that holds a key of the file store; a test finds those that are missing here."""


def stored_keys(connection: Connection) -> Iterator[str]:
    """The keys of all files, as the connection sees them."""
    for column in COLUMNS:
        yield from connection.scalars(select(column))
