"""What experts can, and their hours: stated, dropped, set."""

from datetime import date

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.expertise import Level
from helpdesk.domain.facts import ExpertiseChanged, Fact, HoursLogged
from helpdesk.domain.matching import Skill
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert, Expertise, WorkedTime
from helpdesk.staff.operations.drop_expertise import drop_expertise
from helpdesk.staff.operations.set_hours import set_hours
from helpdesk.staff.operations.state_expertise import state_expertise
from helpdesk.staff.operations.strike_time import strike_time
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.staff import expert, worked

pytestmark = pytest.mark.usefixtures("stage")
UNTIL = date(2027, 6, 30)
LARMS = Skill("LAR-1", Level.SHOWS, UNTIL)


@pytest.fixture
def eva() -> Account:
    return expert("Eva Ek", "1490", {"UPP": Level.ANSWERS})


@pytest.fixture
def amir() -> Actor:
    return actor(account(Role.COORDINATOR))


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def known(of: Account) -> dict[str, tuple[Level, date]]:
    rows = db.session.scalars(select(Expertise).where(Expertise.account_id == of.id))
    return {row.topic_code: (row.level, row.valid_until) for row in rows}


def version(of: Account) -> int:
    return db.session.scalars(select(Expert.version).where(Expert.account_id == of.id)).one()


def test_an_expert_adds_a_topic_and_changes_it(eva: Account) -> None:
    state_expertise(actor(eva), eva.id, LARMS, seen_version=1, now=NOON)
    assert known(eva)["LAR-1"] == (Level.SHOWS, UNTIL)
    assert facts() == [ExpertiseChanged(subject=("account", eva.id), topics=("LAR-1", "UPP"))]

    changed = Skill("LAR-1", Level.WEBINARS, date(2027, 7, 1))
    state_expertise(actor(eva), eva.id, changed, seen_version=2, now=NOON)
    assert known(eva) == {"LAR-1": (Level.WEBINARS, date(2027, 7, 1)), "UPP": (Level.ANSWERS, UNTIL)}
    assert version(eva) == 3


def test_a_topic_is_dropped_and_dropping_it_again_changes_nothing(eva: Account) -> None:
    drop_expertise(actor(eva), eva.id, "UPP", seen_version=1, now=NOON)
    assert known(eva) == {}
    assert facts() == [ExpertiseChanged(subject=("account", eva.id), topics=())]
    drop_expertise(actor(eva), eva.id, "UPP", seen_version=2, now=NOON)
    assert facts() == []


def test_the_coordinator_begins_with_an_expert_about_whom_nothing_is_known(amir: Actor) -> None:
    new = account(Role.EXPERT, municipality="1281")
    set_hours(amir, new.id, 12, seen_version=0, now=NOON)
    state_expertise(amir, new.id, LARMS, seen_version=1, now=NOON)

    assert db.session.get_one(Expert, new.id).hours_a_month == 12
    assert known(new) == {"LAR-1": (Level.SHOWS, UNTIL)}
    assert len(facts()) == 2


def test_the_same_hours_again_are_no_change(eva: Account, amir: Actor) -> None:
    set_hours(amir, eva.id, 10, seen_version=1, now=NOON)
    assert facts() == []


@pytest.mark.parametrize("seen_version", [0, 2, -1])
def test_an_older_view_is_stale(eva: Account, amir: Actor, seen_version: int) -> None:
    with pytest.raises(StaleError):
        state_expertise(actor(eva), eva.id, LARMS, seen_version=seen_version, now=NOON)
    with pytest.raises(StaleError):
        drop_expertise(actor(eva), eva.id, "UPP", seen_version=seen_version, now=NOON)
    with pytest.raises(StaleError):
        set_hours(amir, eva.id, 3, seen_version=seen_version, now=NOON)
    assert known(eva).keys() == {"UPP"}


def test_whoever_was_first_to_begin_makes_the_other_one_stale(amir: Actor) -> None:
    new = account(Role.EXPERT, municipality="1281")
    state_expertise(actor(new), new.id, LARMS, seen_version=0, now=NOON)
    with pytest.raises(StaleError):
        set_hours(amir, new.id, 8, seen_version=0, now=NOON)


@pytest.mark.parametrize(
    ("skill", "field"),
    [
        (Skill("XXX", Level.SHOWS, UNTIL), "topic"),
        (Skill("LAR", Level.SHOWS, date(2026, 11, 20)), "valid_until"),
        (Skill("LAR", Level.SHOWS, date(2029, 11, 20)), "valid_until"),
    ],
)
def test_what_cannot_be_stated_is_refused_at_its_field(eva: Account, skill: Skill, field: str) -> None:
    with pytest.raises(InputError) as refused:
        state_expertise(actor(eva), eva.id, skill, seen_version=1, now=NOON)
    assert refused.value.field == field
    assert known(eva).keys() == {"UPP"}


@pytest.mark.parametrize("hours", [-1, 201])
def test_hours_are_those_of_a_month(eva: Account, amir: Actor, hours: int) -> None:
    with pytest.raises(InputError, match="hours_a_month"):
        set_hours(amir, eva.id, hours, seen_version=1, now=NOON)


def test_nobody_states_for_another_expert_and_nobody_sets_the_own_hours(eva: Account) -> None:
    bo = actor(expert("Bo Berg", "1490"))
    with pytest.raises(ForbiddenError):
        state_expertise(bo, eva.id, LARMS, seen_version=1, now=NOON)
    with pytest.raises(ForbiddenError):
        drop_expertise(actor(account(Role.ADVISER)), eva.id, "UPP", seen_version=1, now=NOON)
    with pytest.raises(ForbiddenError):
        set_hours(actor(eva), eva.id, 40, seen_version=1, now=NOON)


def test_who_is_no_expert_any_more_is_not_there(eva: Account, amir: Actor) -> None:
    anna = account()
    eva.is_open = False
    for gone in (anna.id, eva.id, 999_999):
        with pytest.raises(HiddenError):
            state_expertise(amir, gone, LARMS, seen_version=0, now=NOON)


def test_a_line_of_time_is_struck_once_and_the_journal_keeps_it(eva: Account) -> None:
    line = worked(eva, 90, date(2026, 11, 3))
    strike_time(actor(eva), eva.id, line.id, now=NOON)
    strike_time(actor(eva), eva.id, line.id, now=NOON)
    assert db.session.scalars(select(WorkedTime)).all() == []
    assert facts() == [HoursLogged(subject=("account", eva.id), minutes=-90, worked_on="2026-11-03")]


def test_nobody_strikes_the_time_of_others(eva: Account) -> None:
    line, bo = worked(eva, 90, date(2026, 11, 3)), actor(expert("Bo Berg", "1490"))
    assert bo.id is not None
    strike_time(bo, bo.id, line.id, now=NOON)
    with pytest.raises(ForbiddenError):
        strike_time(bo, eva.id, line.id, now=NOON)
    assert db.session.scalars(select(WorkedTime)).all() == [line]
