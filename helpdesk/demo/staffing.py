"""Puts the demo's experts, teams, absences and canned replies in place, by the operations that a coordinator uses."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from helpdesk.canned_replies.operations.write_reply import ReplyText, write_reply
from helpdesk.demo import library
from helpdesk.demo.replay import Cast
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.expertise import Level
from helpdesk.domain.matching import Skill
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert
from helpdesk.staff.operations.plan_absence import AbsencePlan, plan_absence
from helpdesk.staff.operations.save_team import TeamText, found_team
from helpdesk.staff.operations.set_hours import set_hours
from helpdesk.staff.operations.state_expertise import state_expertise

STATED_BEFORE = timedelta(days=300)
"""How long before it runs out an expert's knowledge was written down."""


def put_staff_in_place(cast: Cast, now: datetime) -> None:
    """Experts with their hours and topics, absences around today, and teams."""
    coordinator = next(actor for actor in cast.actors.values() if Role.COORDINATOR in actor.roles)
    staff = library.staff()
    for expert in staff["expert"]:
        _expert(coordinator, cast.actors[expert["key"]].id or 0, expert, now)
    today = swedish_day(now)
    for absence in staff["absence"]:
        plan = AbsencePlan(
            from_on=today + timedelta(days=absence["from_days"]),
            until_on=today + timedelta(days=absence["until_days"]),
            substitute_id=cast.actors[absence["substitute"]].id,
        )
        plan_absence(coordinator, cast.actors[absence["person"]].id or 0, plan, now=_morning(plan.from_on, now))
    for team in staff["team"]:
        members = frozenset(cast.actors[key].id or 0 for key in team["members"])
        found_team(
            coordinator, TeamText(team["name"], team["description"], members, frozenset(team["topics"])), now=now
        )


def write_canned_replies(cast: Cast, now: datetime) -> None:
    """The texts that advisers answer with."""
    for reply in library.canned_replies():
        write_reply(cast.advisers[0], ReplyText(reply["title"], reply["topic"] or None, reply["text"].strip()), now=now)


def _expert(coordinator: Actor, account_id: int, expert: dict[str, Any], now: datetime) -> None:
    set_hours(coordinator, account_id, expert["hours_a_month"], seen_version=0, now=now)
    for topic in expert["topic"]:
        db.session.flush()
        version = db.session.get_one(Expert, account_id).version
        skill = Skill(topic["topic"], Level(topic["level"]), topic["valid_until"])
        at = min(now, _morning(topic["valid_until"] - STATED_BEFORE, now))
        state_expertise(coordinator, account_id, skill, seen_version=version, now=at)


def _morning(day: date, now: datetime) -> datetime:
    return min(datetime.combine(day, time(8), UTC), now)
