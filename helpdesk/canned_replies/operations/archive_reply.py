"""Archive: a canned reply is no longer offered, or is offered again; answers that were made of it stay as they are."""

from datetime import datetime

from helpdesk.canned_replies.operations.write_reply import reply_for_change
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import CannedReplyChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal


def archive_reply(actor: Actor, reply_id: int, *, seen_version: int, now: datetime) -> None:
    """Put the canned reply away. Raises ForbiddenError, HiddenError where there is none, ReplyStaleError."""
    _set_archived(actor, reply_id, seen_version, now, is_archived=True)


def bring_back_reply(actor: Actor, reply_id: int, *, seen_version: int, now: datetime) -> None:
    """Offer the canned reply again. Raises as `archive_reply` does."""
    _set_archived(actor, reply_id, seen_version, now, is_archived=False)


def _set_archived(actor: Actor, reply_id: int, seen_version: int, now: datetime, *, is_archived: bool) -> None:
    require_role(actor, Permission.CANNED_REPLY_WRITE)
    reply = reply_for_change(reply_id, seen_version)
    if reply.is_archived is is_archived:
        return
    reply.is_archived = is_archived
    journal.record(CannedReplyChanged(subject=("canned_reply", reply.id)), actor=actor, now=now)
