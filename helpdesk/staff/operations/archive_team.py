"""Archive team: a team is no longer used, or is used again; what it did keeps its name."""

from datetime import datetime

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TeamChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.staff.operations.save_team import team_for_change


def archive_team(actor: Actor, team_id: int, *, seen_version: int, now: datetime) -> None:
    """Put the team away. Raises ForbiddenError, HiddenError where there is none, StaleError when it changed meanwhile."""
    _set_archived(actor, team_id, seen_version, now, is_archived=True)


def restore_team(actor: Actor, team_id: int, *, seen_version: int, now: datetime) -> None:
    """Bring the team back. Raises as `archive_team` does."""
    _set_archived(actor, team_id, seen_version, now, is_archived=False)


def _set_archived(actor: Actor, team_id: int, seen_version: int, now: datetime, *, is_archived: bool) -> None:
    require_role(actor, Permission.STAFF_MANAGE)
    team = team_for_change(team_id, seen_version)
    if team.is_archived is is_archived:
        return
    team.is_archived = is_archived
    journal.record(TeamChanged(subject=("team", team.id)), actor=actor, now=now)
