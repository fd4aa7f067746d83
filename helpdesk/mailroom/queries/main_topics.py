"""The main topics of what comes from each mailbox."""

from collections.abc import Mapping

from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.remembered import Remembered
from helpdesk.mailroom.models import FetchedMailbox


def _read() -> Mapping[str, str]:
    rows = db.session.execute(
        select(FetchedMailbox.name, FetchedMailbox.topic_code).where(FetchedMailbox.topic_code.is_not(None))
    )
    return {row.name: row.topic_code for row in rows if row.topic_code}


main_topics = Remembered(_read, FetchedMailbox)
"""The code of the topic by the mailbox's name, as it was stated some seconds ago."""
