"""Plan absence: somebody will be away, and perhaps somebody else takes over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import AbsenceChanged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence
from helpdesk.staff.operations.finding import helping, require_own_or_manage
from helpdesk.staff.queries.substitutes import substitutes_for

FURTHEST = timedelta(days=2 * 365)
"""Who is away for longer hands the work over for good."""


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """Days away, in Sweden, the last one included, and the account that takes over; None for nobody."""

    from_on: date
    until_on: date
    substitute_id: int | None


def plan_absence(actor: Actor, account_id: int, plan: AbsencePlan, *, now: datetime) -> None:
    """Write down when the person is away; people for themselves, a coordinator for anybody who helps.

    Raises ForbiddenError or HiddenError where it is not theirs to do, InputError at `until_on` (before the first day,
    over already, or too far ahead), `from_on` (days that another absence has) or `substitute` (not one of
    `substitutes_for`).
    """
    require_own_or_manage(actor, account_id, Permission.ABSENCE_OWN)
    helping(account_id, Permission.ABSENCE_OWN)
    _check(account_id, plan, swedish_day(now))
    db.session.add(
        Absence(account_id=account_id, from_on=plan.from_on, until_on=plan.until_on, substitute_id=plan.substitute_id)
    )
    db.session.flush()
    journal.record(
        AbsenceChanged(
            subject=("account", account_id),
            from_on=plan.from_on.isoformat(),
            until_on=plan.until_on.isoformat(),
            substitute=plan.substitute_id,
        ),
        actor=actor,
        now=now,
    )


def _check(account_id: int, plan: AbsencePlan, today: date) -> None:
    if plan.until_on < plan.from_on:
        raise InputError(field="until_on", sentence=N_("The last day is before the first. Change one of them."))
    if plan.until_on < today:
        raise InputError(field="until_on", sentence=N_("The days have passed. Choose a last day that is to come."))
    if plan.until_on > today + FURTHEST:
        raise InputError(field="until_on", sentence=N_("Choose a last day within two years."))
    if plan.substitute_id is not None and plan.substitute_id not in {each.id for each in substitutes_for(account_id)}:
        raise InputError(field="substitute", sentence=N_("Choose a substitute in the list, or nobody."))
    overlapping = select(Absence.id).where(
        Absence.account_id == account_id, Absence.from_on <= plan.until_on, Absence.until_on >= plan.from_on
    )
    if db.session.scalars(overlapping).first() is not None:
        sentence = N_("Another absence has some of these days. Choose other days, or remove the other one first.")
        raise InputError(field="from_on", sentence=sentence)
