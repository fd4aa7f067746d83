"""Teams, as the coordinator sees them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.queries.people import PersonName, advisers, people_by_id
from helpdesk.directory.queries.topics import TopicName, topic_tree, topics_by_code
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.staff.models import Team


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in the list; names in Swedish order, topics in theirs."""

    id: int
    name: str
    description: str
    members: tuple[str, ...]
    topics: tuple[TopicName, ...]
    is_archived: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team, to be changed."""

    id: int
    name: str
    description: str
    is_archived: bool
    version: int
    members: frozenset[int]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class TeamChoices:
    """Who can be in a team, and which topics it can look after: those it has stay to choose, whatever became of them."""

    people: tuple[PersonName, ...]
    topics: tuple[TopicName, ...]


def team_list(language: str) -> tuple[TeamLine, ...]:
    """All teams by name in Swedish order, archived ones last."""
    rows = db.session.scalars(
        select(Team)
        .options(selectinload(Team.members), selectinload(Team.topics))
        .order_by(Team.is_archived, Team.sort_key, Team.id)
    ).all()
    people = people_by_id(member.account_id for row in rows for member in row.members)
    topics = topics_by_code({topic.topic_code for row in rows for topic in row.topics}, language)
    return tuple(
        TeamLine(
            id=row.id,
            name=row.name,
            description=row.description,
            members=tuple(sorted((people[each.account_id].name for each in row.members), key=sort_key)),
            topics=tuple(topic for code, topic in topics.items() if code in {each.topic_code for each in row.topics}),
            is_archived=row.is_archived,
        )
        for row in rows
    )


def team_page(team_id: int) -> TeamPage:
    """One team; HiddenError where there is none."""
    row = db.session.scalar(
        select(Team).where(Team.id == team_id).options(selectinload(Team.members), selectinload(Team.topics))
    )
    if row is None:
        raise HiddenError
    return TeamPage(
        id=row.id,
        name=row.name,
        description=row.description,
        is_archived=row.is_archived,
        version=row.version,
        members=frozenset(each.account_id for each in row.members),
        topics=frozenset(each.topic_code for each in row.topics),
    )


def team_choices(team: TeamPage | None, language: str) -> TeamChoices:
    """What can be chosen for a team; None for a new one."""
    people = {person.id: person for person in advisers()}
    topics = {branch.topic.code: branch.topic for branch in topic_tree(language)}
    if team is not None:
        people |= people_by_id(team.members - people.keys())
        topics |= topics_by_code(team.topics - topics.keys(), language)
    in_order = sorted(people.values(), key=lambda person: (sort_key(person.name), person.id))
    return TeamChoices(tuple(in_order), tuple(topics.values()))
