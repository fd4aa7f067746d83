"""Change roles: an administrator says what a person may do."""

from collections.abc import Collection
from datetime import datetime

from helpdesk.accounts.models import AccountRole
from helpdesk.accounts.operations import finding
from helpdesk.domain.access import require_role
from helpdesk.domain.accounts import check_roles
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import RolesChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal


def change_roles(actor: Actor, account_id: int, roles: Collection[Role], *, now: datetime) -> None:
    """Give the account exactly these roles.

    Raises InputError at `roles`: none, one that needs a confirmed municipality, or the administrator's own role taken away
    by themselves (so that there is always one left).
    """
    require_role(actor, Permission.ACCOUNT_ADMINISTER)
    finding.require_administrator(actor)
    account = finding.by_id(account_id)
    before = {each.role for each in account.roles}
    after = set(roles)
    if account.id == actor.id and Role.ADMINISTRATOR not in after:
        raise InputError(field="roles", sentence=N_("You can't take the administrator role from yourself."))
    check_roles(after, has_municipality=account.municipality_code is not None and account.is_municipality_confirmed)
    if after == before:
        return
    account.roles = [each for each in account.roles if each.role in after]
    account.roles += [AccountRole(role=role) for role in sorted(after - before)]
    journal.record(
        RolesChanged(subject=("account", account.id), roles_from=tuple(sorted(before)), roles_to=tuple(sorted(after))),
        actor=actor,
        now=now,
    )
