"""Canned replies for tests: added and flushed, never committed."""

from typing import Any

from helpdesk.canned_replies.models import CannedReply
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key


def canned_reply(
    title: str = "Kvittens", text: str = "Hej {förnamn}!", topic: str | None = None, **fields: Any
) -> CannedReply:
    """A canned reply in use, of no topic where none is given."""
    made = CannedReply(title=title, sort_key=sort_key(title), topic_code=topic, text=text, **fields)
    db.session.add(made)
    db.session.flush()
    return made
