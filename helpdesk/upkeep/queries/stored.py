"""The files that the database names."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, select

from helpdesk.knowledge.models import Picture
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.writing import Attachment

COLUMNS = (Attachment.key, Picture.key, ReceivedLetter.raw_key)
"""Every column that holds a key of the file store; a test finds those that are missing here."""


def stored_keys(connection: Connection) -> Iterator[str]:
    """The keys of all files, each once, as the connection sees them: a letter that came twice lies there once.

    A letter that its mailbox does not give out has none. A database that has not been brought up to date yet may lack one of the tables.
    """
    tables = set(inspect(connection).get_table_names())
    for column in COLUMNS:
        if column.class_.__tablename__ in tables:
            yield from connection.scalars(select(column).where(column != "").distinct())
