"""Notices for tests: added and flushed, never committed."""

from itertools import count
from typing import Any

from helpdesk.accounts.models import Account
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice

_numbers = count(1)


def notice(reader: Account, event: str, subject: tuple[str, int], **fields: Any) -> Notice:
    """A new notice on the web, of now where nothing else is said."""
    kind, id_ = subject
    values: dict[str, Any] = {"at": clock.now(), "read_at": None, "data": {}, **fields}
    made = Notice(
        key=f"test:{next(_numbers)}", account_id=reader.id, event=event, subject_kind=kind, subject_id=id_, **values
    )
    db.session.add(made)
    db.session.flush()
    return made
