"""One expert: topics, hours, time given; as colleagues, the coordinator and the expert see it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.queries.municipalities import names_of
from helpdesk.directory.queries.topics import TopicName, topics_by_code
from helpdesk.domain.access import may_ever
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.expertise import Level
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert
from helpdesk.staff.queries.absence import AbsenceLine, absences_of
from helpdesk.staff.queries.hours import minutes_in_month


@dataclass(frozen=True, slots=True)
class SkillLine:
    """How far an expert can help in a topic."""

    topic: TopicName
    level: Level
    valid_until: date
    is_expired: bool


@dataclass(frozen=True, slots=True)
class ExpertPage:
    """One expert. `version` is 0 where nothing is written down about them yet."""

    account_id: int
    name: str
    title: str
    municipality: str | None
    """None where it is not confirmed: then nobody can ask the expert."""
    email: str
    version: int
    skills: tuple[SkillLine, ...]
    """In the order of the topics."""
    hours_a_month: int
    minutes_left: int
    """Of the present month; never below zero."""
    absences: tuple[AbsenceLine, ...]
    dead_status: str | None
    """Why letters don't reach the expert, as 5.1.1, empty where no server said; None while they do, and for other experts."""
    may_manage: bool
    """Whether the reader changes hours, topics and absence."""
    may_see_hours: bool
    """Whether hours and absences to come are the reader's business: the expert's own, or the desk's."""


def expert_page(actor: Actor, account_id: int, language: str, *, today: date) -> ExpertPage:
    """An expert on the Swedish day `today`, topics in the reader's language; HiddenError where there is none."""
    account = _account(account_id)
    known = account.is_municipality_confirmed
    expert = db.session.scalar(
        select(Expert).where(Expert.account_id == account_id).options(selectinload(Expert.expertise))
    )
    skills = {each.topic_code: each for each in expert.expertise} if expert else {}
    hours = expert.hours_a_month if expert else 0
    worked = minutes_in_month([account_id], today).get(account_id, 0)
    may_consult = may_ever(actor, Permission.TICKET_CONSULT)
    return ExpertPage(
        account_id=account.id,
        name=account.name,
        title=account.title,
        municipality=names_of([account.municipality_code]).get(account.municipality_code or "") if known else None,
        email=account.email,
        version=expert.version if expert else 0,
        skills=tuple(
            SkillLine(topic, skills[code].level, skills[code].valid_until, skills[code].valid_until < today)
            for code, topic in topics_by_code(skills, language).items()
        ),
        hours_a_month=hours,
        minutes_left=max(0, hours * 60 - worked),
        absences=absences_of(account_id, today=today),
        dead_status=account.undeliverable_status if may_consult and account.undeliverable_at else None,
        may_manage=may_ever(actor, Permission.STAFF_MANAGE),
        may_see_hours=account_id == actor.id or may_consult,
    )


def _account(account_id: int) -> Account:
    holds = select(AccountRole.account_id).where(AccountRole.role == Role.EXPERT)
    account = db.session.scalar(select(Account).where(Account.id == account_id, Account.is_open, Account.id.in_(holds)))
    if account is None:
        raise HiddenError
    return account
