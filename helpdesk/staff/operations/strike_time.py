"""Strike time: a line of worked time that was wrong is taken away; the right one is written anew."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import HoursLogged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import WorkedTime
from helpdesk.staff.operations.finding import require_own_or_manage


def strike_time(actor: Actor, account_id: int, line_id: int, *, now: datetime) -> None:
    """Take away one of the person's lines; one that is not there any more: nothing happens.

    The journal keeps that it stood there. Raises ForbiddenError when it is neither their own nor theirs to manage.
    """
    require_own_or_manage(actor, account_id, Permission.EXPERTISE_OWN)
    line = db.session.scalar(
        select(WorkedTime).where(WorkedTime.id == line_id, WorkedTime.account_id == account_id).with_for_update()
    )
    if line is None:
        return
    db.session.delete(line)
    journal.record(
        HoursLogged(subject=("account", account_id), minutes=-line.minutes, worked_on=line.worked_on.isoformat()),
        actor=actor,
        now=now,
    )
