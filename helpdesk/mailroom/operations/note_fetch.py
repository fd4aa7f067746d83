"""Note fetch: how it went when a mailbox was last looked through, for whoever watches over the mailboxes."""

from datetime import datetime

from sqlalchemy import update

from helpdesk.kit.db import db, upsert
from helpdesk.mailroom.models import FetchedMailbox


def note_fetched(name: str, uid_validity: int, now: datetime) -> None:
    """It was looked through, and everything that lay in it was taken in."""
    told = {"uid_validity": uid_validity, "fetched_at": now, "last_error": "", "failures": 0}
    db.session.execute(
        upsert(FetchedMailbox).values(name=name, **told).on_conflict_do_update(index_elements=["name"], set_=told)
    )


def note_failed(name: str, error: str, now: datetime) -> None:
    """It could not be looked through, or not all of it; `error` is a kind and a server's code, and nothing that was said."""
    row = {"name": name, "last_error": "", "failures": 0}
    db.session.execute(
        upsert(FetchedMailbox).values(row).on_conflict_do_nothing(index_elements=["name"]),
    )
    db.session.execute(
        update(FetchedMailbox)
        .where(FetchedMailbox.name == name)
        .values(failed_at=now, last_error=error[:200], failures=FetchedMailbox.failures + 1)
    )
