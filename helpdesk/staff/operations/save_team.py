"""Save team: the coordinator makes a team, or changes who is in it and what it looks after."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.queries.people import advisers
from helpdesk.directory.models import Topic
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError, StaleError
from helpdesk.domain.facts import TeamChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.staff.models import Team, TeamMember, TeamTopic

NAME_TAKEN = N_("There is already a team with this name. Choose another name.")


class TeamStaleError(StaleError):
    """Somebody else changed the same team meanwhile."""

    sentence = N_("The team changed while you were writing. Check what is new, then save again.")


@dataclass(frozen=True, slots=True)
class TeamText:
    """What a team is: its name, what it does, the accounts in it, codes of the main topics that it looks after."""

    name: str
    description: str
    members: frozenset[int]
    topics: frozenset[str]


def found_team(actor: Actor, text: TeamText, *, now: datetime) -> int:
    """Make a team, and give its id. Raises ForbiddenError, or InputError as `change_team` does."""
    require_role(actor, Permission.STAFF_MANAGE)
    team = Team(name=text.name, sort_key=sort_key(text.name), members=[], topics=[])
    _fill(team, text)
    _store(team)
    journal.record(TeamChanged(subject=("team", team.id)), actor=actor, now=now)
    return team.id


def change_team(actor: Actor, team_id: int, text: TeamText, *, seen_version: int, now: datetime) -> None:
    """Store what the team is now.

    Raises ForbiddenError, HiddenError where there is none, StaleError when it changed meanwhile, InputError at `name`
    (another team's), `members` (nobody who handles tickets) or `topics` (no main topic).
    """
    require_role(actor, Permission.STAFF_MANAGE)
    team = team_for_change(team_id, seen_version)
    _fill(team, text)
    flag_modified(team, "name")  # where only what hangs on the row has changed: its version counts too
    _store(team)
    journal.record(TeamChanged(subject=("team", team.id)), actor=actor, now=now)


def team_for_change(team_id: int, seen_version: int) -> Team:
    """The team with its members and topics, locked; HiddenError where there is none, StaleError when it has changed."""
    team = db.session.scalar(
        select(Team)
        .where(Team.id == team_id)
        .options(selectinload(Team.members), selectinload(Team.topics))
        .with_for_update(of=Team)
    )
    if team is None:
        raise HiddenError
    if team.version != seen_version:
        raise TeamStaleError
    return team


def _fill(team: Team, text: TeamText) -> None:
    _check(team, text)
    members, topics = {each.account_id for each in team.members}, {each.topic_code for each in team.topics}
    team.name, team.sort_key, team.description = text.name, sort_key(text.name), text.description
    team.members = [each for each in team.members if each.account_id in text.members]
    team.members += [TeamMember(account_id=id_) for id_ in sorted(text.members - members)]
    team.topics = [each for each in team.topics if each.topic_code in text.topics]
    team.topics += [TeamTopic(topic_code=code) for code in sorted(text.topics - topics)]


def _check(team: Team, text: TeamText) -> None:
    """Whoever is in the team, and what it looks after, may stay, whatever became of them."""
    others = select(Team.id).where(Team.sort_key == sort_key(text.name), Team.id != (team.id or 0))
    if db.session.scalars(others).first() is not None:
        raise InputError(field="name", sentence=NAME_TAKEN)
    if not text.members <= {each.account_id for each in team.members} | {each.id for each in advisers()}:
        raise InputError(field="members", sentence=N_("Choose among those who handle tickets."))
    if not text.topics <= {each.topic_code for each in team.topics} | _main_topics():
        raise InputError(field="topics", sentence=N_("Choose among the topics in the list."))


def _store(team: Team) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(team)
    except IntegrityError:
        raise InputError(field="name", sentence=NAME_TAKEN) from None


def _main_topics() -> set[str]:
    return set(db.session.scalars(select(Topic.code).where(Topic.parent_code.is_(None), ~Topic.is_archived)))
