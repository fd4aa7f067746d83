"""The expert, or whoever else helps, that an operation is about."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.domain.access import may_ever, require_role
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import N_, HiddenError, StaleError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert

NEW = 0
"""The version on screen of an expert about whom nothing is written down yet."""


class ExpertiseStaleError(StaleError):
    """Somebody else changed the same expert meanwhile."""

    sentence = N_("The expert's topics or hours changed while you were writing. Check what is new, then save again.")


def require_own_or_manage(actor: Actor, account_id: int, own: Permission) -> None:
    """Go on for the person with the permission `own`, and for whoever manages the staff; ForbiddenError otherwise."""
    if account_id != actor.id or not may_ever(actor, own):
        require_role(actor, Permission.STAFF_MANAGE)


def helping(account_id: int, permission: Permission) -> Account:
    """The open account, locked until the transaction ends, whose roles can hold `permission`; HiddenError otherwise."""
    account = finding.by_id(account_id)
    roles = frozenset(each.role for each in account.roles)
    if not account.is_open or not may_ever(Actor(account.id, roles), permission):
        raise HiddenError
    return account


def expert_for_change(account_id: int, seen_version: int) -> Expert:
    """The expert with what they know, locked; made where nothing was written down about them yet.

    Raises HiddenError for an account that is no expert's, StaleError when `seen_version` is not how it is now.
    """
    account = finding.by_id(account_id)
    if not account.is_open or Role.EXPERT not in {each.role for each in account.roles}:
        raise HiddenError
    expert = db.session.scalar(
        select(Expert).where(Expert.account_id == account_id).options(selectinload(Expert.expertise))
    )
    if seen_version != (expert.version if expert else NEW):
        raise ExpertiseStaleError
    if expert is None:
        expert = Expert(account_id=account_id, hours_a_month=0, expertise=[])
        db.session.add(expert)
    else:
        flag_modified(expert, "hours_a_month")  # what hangs on the row changes: its version counts
    return expert
