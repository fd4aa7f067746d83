"""Cancel absence: somebody will not be away after all, or is back earlier."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import AbsenceChanged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence
from helpdesk.staff.operations.finding import helping, require_own_or_manage


def cancel_absence(actor: Actor, account_id: int, absence_id: int, *, now: datetime) -> None:
    """Take back an absence that has not begun, or end yesterday one that has: days that were away stay in the record.

    One that is over or was taken back already: nothing happens. Raises ForbiddenError or HiddenError as `plan_absence`.
    """
    require_own_or_manage(actor, account_id, Permission.ABSENCE_OWN)
    helping(account_id, Permission.ABSENCE_OWN)
    today = swedish_day(now)
    absence = db.session.scalar(
        select(Absence).where(Absence.id == absence_id, Absence.account_id == account_id, Absence.until_on >= today)
    )
    if absence is None:
        return
    if has_begun := absence.from_on < today:
        absence.until_on = today - timedelta(days=1)
    else:
        db.session.delete(absence)
    journal.record(
        AbsenceChanged(
            subject=("account", account_id),
            from_on=absence.from_on.isoformat(),
            until_on=absence.until_on.isoformat(),
            substitute=absence.substitute_id,
            is_cancelled=not has_begun,
        ),
        actor=actor,
        now=now,
    )
