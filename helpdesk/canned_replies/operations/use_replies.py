"""Use: canned replies went into an answer that was sent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update

from helpdesk.canned_replies.models import CannedReply
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db


def use_replies(actor: Actor, ids: Iterable[int], *, now: datetime) -> None:
    """Note that the canned replies were used; ids of none are passed over. Raises ForbiddenError.

    It is no change of the text: the version stays, so that somebody who edits it at the moment is not disturbed.
    """
    require_role(actor, Permission.TICKET_ANSWER)
    if used := sorted(set(ids)):
        db.session.execute(update(CannedReply).where(CannedReply.id.in_(used)).values(used_at=now))
