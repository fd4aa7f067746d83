"""Log time: an expert writes down time that was given, which the model municipality is paid for."""

from datetime import date, datetime, timedelta

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import HoursLogged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import WorkedTime
from helpdesk.staff.operations.finding import helping, require_own_or_manage

MOST_MINUTES = 24 * 60
OLDEST = timedelta(days=365)
"""Time that is older is a slip of the keyboard: hours are paid by the year."""


def log_time(
    actor: Actor,
    account_id: int,
    minutes: int,
    note: str,
    worked_on: date,
    subject: tuple[str, int] | None,
    *,
    now: datetime,
) -> WorkedTime:
    """Write down `minutes` of `account_id`'s work on the Swedish day `worked_on`, and give the line.

    `note` (at most 200 characters) says what it was, `subject` what it was given to, as ("consultation", 12); None for
    neither. Experts write down their own time, a coordinator anybody's: ForbiddenError otherwise,
    HiddenError for an account that is no expert's. Raises InputError at
    `minutes` (none, or more than a day has) or `worked_on` (a day to come or over a year ago, or no known municipality).
    """
    require_own_or_manage(actor, account_id, Permission.EXPERTISE_OWN)
    account = helping(account_id, Permission.EXPERTISE_OWN)
    _check(minutes, worked_on, swedish_day(now))
    if account.municipality_code is None or not account.is_municipality_confirmed:
        raise InputError(
            field="worked_on", sentence=N_("Your municipality is not confirmed yet. Contact us, and we will help.")
        )
    kind, id_ = subject or (None, None)
    line = WorkedTime(
        account_id=account_id,
        municipality_code=account.municipality_code,
        worked_on=worked_on,
        minutes=minutes,
        note=note,
        subject_kind=kind,
        subject_id=id_,
    )
    db.session.add(line)
    db.session.flush()
    journal.record(
        HoursLogged(subject=("account", account_id), minutes=minutes, worked_on=worked_on.isoformat()),
        actor=actor,
        now=now,
    )
    return line


def _check(minutes: int, worked_on: date, today: date) -> None:
    if not 0 < minutes <= MOST_MINUTES:
        raise InputError(field="minutes", sentence=N_("Write how long it took: at least one minute and at most a day."))
    if worked_on > today:
        raise InputError(
            field="worked_on", sentence=N_("The day is still to come. Write the day when the work was done.")
        )
    if worked_on < today - OLDEST:
        raise InputError(field="worked_on", sentence=N_("The day is more than a year ago. Check the year."))
