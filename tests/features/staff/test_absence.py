"""Days away: planned, cancelled, and who can take over."""

from datetime import date

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import AbsenceChanged, Fact
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence
from helpdesk.staff.operations.cancel_absence import cancel_absence
from helpdesk.staff.operations.plan_absence import AbsencePlan, plan_absence
from helpdesk.staff.queries.absence import absences_of
from helpdesk.staff.queries.substitutes import substitutes_for
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.staff import absence, expert

pytestmark = pytest.mark.usefixtures("stage")
TODAY, MONDAY, FRIDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def eva() -> Account:
    return expert("Eva Ek", "1490")


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def days(of: Account) -> list[tuple[date, date]]:
    rows = db.session.scalars(select(Absence).where(Absence.account_id == of.id).order_by(Absence.from_on))
    return [(row.from_on, row.until_on) for row in rows]


def test_an_absence_is_planned_with_its_fact(eva: Account) -> None:
    bo = expert("Bo Berg", "1281")
    plan_absence(actor(eva), eva.id, AbsencePlan(MONDAY, FRIDAY, bo.id), now=NOON)

    (line,) = absences_of(eva.id, today=TODAY)
    assert (line.from_on, line.until_on, line.substitute, line.is_now) == (MONDAY, FRIDAY, "Bo Berg", False)
    assert facts() == [
        AbsenceChanged(subject=("account", eva.id), from_on="2026-11-23", until_on="2026-11-27", substitute=bo.id)
    ]


def test_one_day_is_enough_and_what_began_earlier_may_be_written_down(eva: Account) -> None:
    plan_absence(actor(eva), eva.id, AbsencePlan(date(2026, 11, 18), TODAY, None), now=NOON)
    plan_absence(actor(eva), eva.id, AbsencePlan(MONDAY, MONDAY, None), now=NOON)
    assert [line.is_now for line in absences_of(eva.id, today=TODAY)] == [True, False]


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [
        (FRIDAY, MONDAY, "until_on"),
        (date(2026, 11, 16), date(2026, 11, 19), "until_on"),
        (MONDAY, date(2028, 11, 20), "until_on"),
        (date(2026, 12, 3), date(2026, 12, 9), "from_on"),
        (date(2026, 12, 7), date(2026, 12, 7), "from_on"),
    ],
)
def test_impossible_days_are_refused_at_their_field(eva: Account, from_on: date, until_on: date, field: str) -> None:
    absence(eva, date(2026, 12, 7), date(2026, 12, 11))
    with pytest.raises(InputError) as refused:
        plan_absence(actor(eva), eva.id, AbsencePlan(from_on, until_on, None), now=NOON)
    assert refused.value.field == field
    assert len(days(eva)) == 1


def test_experts_take_over_from_experts_and_the_desk_from_the_desk() -> None:
    orjan, asa, bo = (expert(name, code) for name, code in (("Örjan", "1281"), ("Åsa", "1490"), ("Bo", "2282")))
    sara, amir = account(Role.ADVISER, name="Sara"), account(Role.COORDINATOR, name="Amir")
    account(Role.EXPERT, municipality="1490", is_open=False)
    account()

    assert [(each.name, each.municipality) for each in substitutes_for(bo.id)] == [("Åsa", "Borås"), ("Örjan", "Lund")]
    assert [each.id for each in substitutes_for(sara.id)] == [amir.id]
    assert {each.id for each in substitutes_for(orjan.id)} == {asa.id, bo.id}
    assert substitutes_for(account().id) == ()


@pytest.mark.parametrize("who", ["self", "adviser", "requester", "nobody"])
def test_only_a_substitute_in_the_list_is_taken(eva: Account, who: str) -> None:
    made = {"adviser": account(Role.ADVISER).id, "requester": account().id, "nobody": 999_999, "self": eva.id}
    with pytest.raises(InputError, match="substitute"):
        plan_absence(actor(eva), eva.id, AbsencePlan(MONDAY, FRIDAY, made[who]), now=NOON)
    assert days(eva) == []


def test_the_coordinator_plans_for_others_and_nobody_else_does(eva: Account) -> None:
    plan_absence(actor(account(Role.COORDINATOR)), eva.id, AbsencePlan(MONDAY, FRIDAY, None), now=NOON)
    with pytest.raises(ForbiddenError):
        plan_absence(actor(account(Role.ADVISER)), eva.id, AbsencePlan(TODAY, TODAY, None), now=NOON)
    anna = account()
    with pytest.raises(ForbiddenError):
        plan_absence(actor(anna), anna.id, AbsencePlan(TODAY, TODAY, None), now=NOON)
    with pytest.raises(HiddenError):
        plan_absence(actor(account(Role.COORDINATOR)), anna.id, AbsencePlan(TODAY, TODAY, None), now=NOON)
    assert days(eva) == [(MONDAY, FRIDAY)]


@pytest.mark.parametrize("first", [TODAY, MONDAY])
def test_what_has_not_begun_is_taken_back(eva: Account, first: date) -> None:
    planned = absence(eva, first, FRIDAY)
    cancel_absence(actor(eva), eva.id, planned.id, now=NOON)
    cancel_absence(actor(eva), eva.id, planned.id, now=NOON)

    assert days(eva) == []
    (fact,) = facts()
    assert isinstance(fact, AbsenceChanged)
    assert fact.is_cancelled


def test_what_has_begun_ends_yesterday(eva: Account) -> None:
    planned = absence(eva, date(2026, 11, 16), FRIDAY)
    cancel_absence(actor(eva), eva.id, planned.id, now=NOON)

    assert days(eva) == [(date(2026, 11, 16), date(2026, 11, 19))]
    assert facts() == [
        AbsenceChanged(subject=("account", eva.id), from_on="2026-11-16", until_on="2026-11-19", substitute=None)
    ]


def test_nobody_takes_back_the_absence_of_others_or_one_that_is_over(eva: Account) -> None:
    planned, bo = absence(eva, MONDAY, FRIDAY), expert("Bo Berg", "1490")
    over = absence(bo, date(2026, 11, 2), date(2026, 11, 6))
    cancel_absence(actor(bo), bo.id, planned.id, now=NOON)
    cancel_absence(actor(bo), bo.id, over.id, now=NOON)
    with pytest.raises(ForbiddenError):
        cancel_absence(actor(bo), eva.id, planned.id, now=NOON)
    assert days(eva) == [(MONDAY, FRIDAY)]
    assert days(bo) == [(date(2026, 11, 2), date(2026, 11, 6))]
