"""Write: a text that advisers answer with is made, or changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.directory.models import Topic
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError, StaleError
from helpdesk.domain.facts import CannedReplyChanged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.domain.placeholders import unknown
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key

UNKNOWN_PLACEHOLDER = N_(
    "The text has a placeholder that does not exist. "
    "These exist: {förnamn}, {kommun}, {ärendenummer}, {ämne}, {rådgivare}."
)
PERSONAL_NUMBER = N_("It looks like there is a personal identity number here. Remove it, then send again.")


class ReplyStaleError(StaleError):
    """Somebody else changed the same canned reply meanwhile."""

    sentence = N_("The canned reply changed while you were writing. Compare with how it is now, then save again.")


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What a canned reply says (Markdown with placeholders), and the topic that it belongs to; None for all topics."""

    title: str
    topic_code: str | None
    text: str


def write_reply(actor: Actor, reply: ReplyText, *, now: datetime) -> int:
    """Make a canned reply, and give its id. Raises ForbiddenError, or InputError as `change_reply` does."""
    require_role(actor, Permission.CANNED_REPLY_WRITE)
    made = CannedReply()
    _fill(made, reply)
    db.session.add(made)
    db.session.flush()
    journal.record(CannedReplyChanged(subject=("canned_reply", made.id)), actor=actor, now=now)
    return made.id


def change_reply(actor: Actor, reply_id: int, reply: ReplyText, *, seen_version: int, now: datetime) -> None:
    """Store what the canned reply says now.

    Raises ForbiddenError, HiddenError where there is none, ReplyStaleError when it changed meanwhile, InputError at `text`
    (or `title`) for a personal number or a placeholder that does not exist, at `topic` for a topic that is none.
    """
    require_role(actor, Permission.CANNED_REPLY_WRITE)
    changed = reply_for_change(reply_id, seen_version)
    _fill(changed, reply)
    journal.record(CannedReplyChanged(subject=("canned_reply", changed.id)), actor=actor, now=now)


def reply_for_change(reply_id: int, seen_version: int) -> CannedReply:
    """The canned reply, locked; HiddenError where there is none, ReplyStaleError when it is not as it was on screen."""
    found = db.session.scalar(select(CannedReply).where(CannedReply.id == reply_id).with_for_update())
    if found is None:
        raise HiddenError
    if found.version != seen_version:
        raise ReplyStaleError
    return found


def _fill(row: CannedReply, reply: ReplyText) -> None:
    for field, text in (("title", reply.title), ("text", reply.text)):
        if personal_numbers(text):
            raise InputError(field=field, sentence=PERSONAL_NUMBER)
    if unknown(reply.text):
        raise InputError(field="text", sentence=UNKNOWN_PLACEHOLDER)
    if reply.topic_code is not None and db.session.get(Topic, reply.topic_code) is None:
        raise InputError(field="topic", sentence=N_("Choose a topic in the list."))
    row.title, row.sort_key = reply.title, sort_key(reply.title)
    row.topic_code, row.text = reply.topic_code, reply.text
