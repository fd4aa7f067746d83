"""Set mailbox topic: an administrator says which topic the tickets have that letters to a mailbox open."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.facts import MailboxChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db, upsert
from helpdesk.mailroom.models import FetchedMailbox

TOPIC_FIELD = "topic"
NO_TOPIC = N_("Choose among the topics in the list.")
SUBJECT = ("mailbox", 0)
"""What the fact is about: mailboxes have names and no numbers."""


def set_mailbox_topic(actor: Actor, name: str, topic_code: str | None, *, is_set: bool, now: datetime) -> None:
    """Letters to the mailbox open tickets of this topic from now on; None: of no topic.

    `is_set`: the settings name the mailbox, so that it may have a topic before it was ever looked through. Raises
    ForbiddenError, HiddenError where there is no such mailbox, InputError at `topic` where no such topic is in use.
    """
    require_role(actor, Permission.MAILBOX_MANAGE)
    row = db.session.execute(
        select(FetchedMailbox.name, FetchedMailbox.topic_code).where(FetchedMailbox.name == name).with_for_update()
    ).one_or_none()
    if row is None and not is_set:
        raise HiddenError
    before = row.topic_code if row else None
    if topic_code == before:
        return
    if topic_code is not None and not _is_in_use(topic_code):
        raise InputError(TOPIC_FIELD, NO_TOPIC)
    told = {"topic_code": topic_code}
    db.session.execute(
        upsert(FetchedMailbox)
        .values(name=name, last_error="", failures=0, **told)
        .on_conflict_do_update(index_elements=["name"], set_=told)
    )
    journal.record(MailboxChanged(subject=SUBJECT, name=name), actor=actor, now=now)


def _is_in_use(code: str) -> bool:
    return db.session.scalar(select(Topic.code).where(Topic.code == code, ~Topic.is_archived)) is not None
