"""State expertise: an expert, or the coordinator, says how far the expert can help in a topic, and until when."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ExpertiseChanged
from helpdesk.domain.matching import Skill
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert, Expertise
from helpdesk.staff.operations.finding import expert_for_change, require_own_or_manage

LONGEST = timedelta(days=3 * 365)
"""What somebody knows of technology is not sure for longer."""


def state_expertise(actor: Actor, account_id: int, skill: Skill, *, seen_version: int, now: datetime) -> None:
    """Add the topic to what the expert can, or change the level and the last day of one that is there.

    `seen_version`: the expert's version on screen, 0 where nothing was written down yet. Raises ForbiddenError when it is
    neither the actor's own nor theirs to manage, HiddenError for an account that is no expert's, StaleError when it
    changed meanwhile, InputError at `topic` (none that is in use) or `valid_until` (not to come, or too far ahead).
    """
    require_own_or_manage(actor, account_id, Permission.EXPERTISE_OWN)
    expert = expert_for_change(account_id, seen_version)
    _check(skill, swedish_day(now))
    known = next((each for each in expert.expertise if each.topic_code == skill.topic), None)
    if known is None:
        expert.expertise.append(Expertise(topic_code=skill.topic, level=skill.level, valid_until=skill.valid_until))
    else:
        known.level, known.valid_until = skill.level, skill.valid_until
    record_expertise(actor, expert, now)


def record_expertise(actor: Actor, expert: Expert, now: datetime) -> None:
    """Write down which topics are the expert's after a change."""
    db.session.flush()
    topics = tuple(sorted(each.topic_code for each in expert.expertise))
    journal.record(ExpertiseChanged(subject=("account", expert.account_id), topics=topics), actor=actor, now=now)


def _check(skill: Skill, today: date) -> None:
    in_use = select(Topic.code).where(Topic.code == skill.topic, ~Topic.is_archived)
    if db.session.scalar(in_use) is None:
        raise InputError(field="topic", sentence=N_("Choose a topic in the list."))
    if skill.valid_until <= today:
        raise InputError(field="valid_until", sentence=N_("Choose a day that is still to come."))
    if skill.valid_until > today + LONGEST:
        raise InputError(field="valid_until", sentence=N_("Choose a day within three years. Then check again."))
