"""Time that experts write down."""

from datetime import date

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import HoursLogged
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.staff.models import WorkedTime
from helpdesk.staff.operations.log_time import log_time
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.staff import expert

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)


@pytest.fixture
def eva() -> Account:
    return expert("Eva Ek", "1490")


def test_time_is_written_down_with_its_municipality_and_its_fact(eva: Account) -> None:
    line = log_time(actor(eva), eva.id, 90, "Svarade Härnösand", TODAY, ("consultation", 12), now=NOON)

    assert db.session.scalars(select(WorkedTime)).all() == [line]
    assert (line.municipality_code, line.minutes, line.worked_on, line.note) == ("1490", 90, TODAY, "Svarade Härnösand")
    assert (line.subject_kind, line.subject_id) == ("consultation", 12)
    (happening,) = journal.new_happenings()
    assert happening.fact == HoursLogged(subject=("account", eva.id), minutes=90, worked_on="2026-11-20")
    assert happening.actor == actor(eva)


def test_a_coordinator_writes_down_for_others_and_time_may_be_given_to_nothing_named(eva: Account) -> None:
    line = log_time(actor(account(Role.COORDINATOR)), eva.id, 1, "", TODAY, None, now=NOON)
    assert (line.subject_kind, line.subject_id) == (None, None)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ADVISER, Role.ADMINISTRATOR])
def test_nobody_else_does(eva: Account, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        log_time(actor(account(role, municipality="1490")), eva.id, 60, "", TODAY, None, now=NOON)


def test_who_is_no_expert_logs_no_time() -> None:
    anna = account(municipality="1490")
    with pytest.raises(ForbiddenError):
        log_time(actor(anna), anna.id, 60, "", TODAY, None, now=NOON)


def test_a_closed_account_and_an_unknown_one_take_no_time(eva: Account) -> None:
    eva.is_open = False
    coordinator = actor(account(Role.COORDINATOR))
    with pytest.raises(HiddenError):
        log_time(coordinator, eva.id, 60, "", TODAY, None, now=NOON)
    with pytest.raises(HiddenError):
        log_time(coordinator, 999_999, 60, "", TODAY, None, now=NOON)


@pytest.mark.parametrize(
    ("minutes", "worked_on", "field"),
    [
        (0, TODAY, "minutes"),
        (-5, TODAY, "minutes"),
        (1441, TODAY, "minutes"),
        (60, date(2026, 11, 21), "worked_on"),
        (60, date(2025, 11, 19), "worked_on"),
    ],
)
def test_slips_are_refused_at_their_field(eva: Account, minutes: int, worked_on: date, field: str) -> None:
    with pytest.raises(InputError) as refused:
        log_time(actor(eva), eva.id, minutes, "", worked_on, None, now=NOON)
    assert refused.value.field == field
    assert db.session.scalars(select(WorkedTime)).all() == []


def test_time_needs_a_municipality_that_is_confirmed(eva: Account) -> None:
    eva.is_municipality_confirmed = False
    with pytest.raises(InputError, match="worked_on"):
        log_time(actor(eva), eva.id, 60, "", TODAY, None, now=NOON)
