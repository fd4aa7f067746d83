"""Set hours: the coordinator writes down how many hours a month the model municipality gives for an expert."""

from datetime import datetime

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.staff.operations.finding import expert_for_change
from helpdesk.staff.operations.state_expertise import record_expertise

MOST_HOURS = 200
"""More than a full month's work is a slip of the keyboard."""


def set_hours(actor: Actor, account_id: int, hours_a_month: int, *, seen_version: int, now: datetime) -> None:
    """Give the expert so many hours a month, of whole months; the same as before: nothing happens.

    Raises ForbiddenError, HiddenError for an account that is no expert's, StaleError when it changed meanwhile,
    InputError at `hours_a_month` (below zero, or more than a month has).
    """
    require_role(actor, Permission.STAFF_MANAGE)
    expert = expert_for_change(account_id, seen_version)
    if not 0 <= hours_a_month <= MOST_HOURS:
        raise InputError(field="hours_a_month", sentence=N_("Write a whole number of hours, from 0 to 200."))
    if expert.hours_a_month == hours_a_month:
        return
    expert.hours_a_month = hours_a_month
    record_expertise(actor, expert, now)
