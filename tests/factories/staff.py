"""Teams, expertise, absence and worked time for tests: added and flushed, never committed."""

from datetime import date

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.staff.models import Absence, Expert, Expertise, Team, TeamMember, TeamTopic, WorkedTime
from tests.factories.accounts import account

VALID_UNTIL = date(2027, 6, 30)


def expert(
    name: str,
    municipality: str,
    topics: dict[str, Level] | None = None,
    *,
    email: str = "",
    hours_a_month: int = 10,
    valid_until: date = VALID_UNTIL,
) -> Account:
    """An expert of a (confirmed) municipality, who knows `topics` (code -> level)."""
    made = account(Role.EXPERT, name=name, municipality=municipality, email=email)
    skills = [
        Expertise(topic_code=code, level=level, valid_until=valid_until) for code, level in (topics or {}).items()
    ]
    db.session.add(Expert(account_id=made.id, hours_a_month=hours_a_month, expertise=skills))
    db.session.flush()
    return made


def absence(of: Account, from_on: date, until_on: date, substitute: Account | None = None) -> Absence:
    """Days on which somebody is away."""
    made = Absence(
        account_id=of.id, from_on=from_on, until_on=until_on, substitute_id=substitute.id if substitute else None
    )
    db.session.add(made)
    db.session.flush()
    return made


def worked(by: Account, minutes: int, on: date, note: str = "Möte") -> WorkedTime:
    """Time that an expert gave."""
    made = WorkedTime(
        account_id=by.id, municipality_code=by.municipality_code or "", worked_on=on, minutes=minutes, note=note
    )
    db.session.add(made)
    db.session.flush()
    return made


def team(name: str, *members: Account, topics: tuple[str, ...] = (), is_archived: bool = False) -> Team:
    """A team of advisers."""
    made = Team(
        name=name,
        sort_key=sort_key(name),
        is_archived=is_archived,
        members=[TeamMember(account_id=each.id) for each in members],
        topics=[TeamTopic(topic_code=code) for code in topics],
    )
    db.session.add(made)
    db.session.flush()
    return made
