"""Settings: stated, changed, and as the operator has them again."""

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, InputError, StaleError
from helpdesk.domain.facts import Fact, SettingsChanged
from helpdesk.domain.stating import Setting
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.settings.models import StatedSetting
from helpdesk.settings.operations.change_settings import change_settings
from helpdesk.settings.queries.stated import stated, stated_values
from helpdesk.web.site import as_stated, operators_site
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def henrik() -> Actor:
    return actor(account(Role.ADMINISTRATOR, name="Henrik Östlund"))


def change(by: Actor, seen: str | None = None, **wanted: str) -> None:
    values = {Setting(name): value for name, value in wanted.items()}
    mark = stated().mark if seen is None else seen
    change_settings(by, values, otherwise=as_stated(operators_site()), seen=mark, now=NOON)


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def test_settings_are_stated_and_taken_back(henrik: Actor) -> None:
    change(henrik, name="Vårt stöd", opens="9.30", answer_working_days="05", tagline="")
    assert stated_values() == {
        Setting.NAME: "Vårt stöd",
        Setting.OPENS: "09:30",
        Setting.ANSWER_WORKING_DAYS: "5",
    }
    change(henrik, name="Stödet", opens="09:30")
    assert stated_values() == {Setting.NAME: "Stödet", Setting.OPENS: "09:30"}
    change(henrik)
    assert stated_values() == {}
    assert facts() == [
        SettingsChanged(subject=("settings", 0), names=("name", "answer_working_days", "opens")),
        SettingsChanged(subject=("settings", 0), names=("name", "answer_working_days")),
        SettingsChanged(subject=("settings", 0), names=("name", "opens")),
    ]


def test_what_is_as_the_operator_has_it_is_not_stated(henrik: Actor) -> None:
    operators = as_stated(operators_site())
    change(henrik, name="Vårt stöd", tagline=operators[Setting.TAGLINE], opens=operators[Setting.OPENS].lstrip("0"))
    assert stated_values() == {Setting.NAME: "Vårt stöd"}
    change(henrik, name=operators[Setting.NAME])
    assert stated_values() == {}


def test_what_stays_as_it_is_says_nothing(henrik: Actor) -> None:
    change(henrik, name="Vårt stöd")
    facts()
    change(henrik, name="Vårt stöd", tagline="")
    assert facts() == []


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"answer_working_days": "0"}, "answer_working_days"),
        ({"answer_working_days": "21"}, "answer_working_days"),
        ({"answer_working_days": "3,5"}, "answer_working_days"),
        ({"answer_working_days": "²"}, "answer_working_days"),
        ({"mail_from": "två@x.example, b@x.example"}, "mail_from"),
        ({"mail_from": "a@x.example, b@x.example"}, "mail_from"),
        ({"mail_from": "Vi <vi@x.example>"}, "mail_from"),
        ({"mail_from": "vi@x.example\nBcc: b@x.example"}, "mail_from"),
        ({"contact_email": "vi"}, "contact_email"),
        ({"opens": "25:00"}, "opens"),
        ({"opens": "8"}, "opens"),
        ({"opens": "12:00"}, "opens"),
        ({"closes": "08:00"}, "closes"),
        ({"opens": "10:00", "closes": "09:59"}, "closes"),
    ],
)
def test_what_can_t_be_is_refused_at_its_field(henrik: Actor, wanted: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as refused:
        change(henrik, **wanted)
    assert refused.value.field == field
    assert stated_values() == {}


def test_of_two_who_change_settings_the_second_sees_what_is_new(henrik: Actor) -> None:
    before = stated().mark
    change(henrik, name="Vårt stöd")
    with pytest.raises(StaleError):
        change(henrik, seen=before, name="Stödet")
    assert stated_values() == {Setting.NAME: "Vårt stöd"}


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COORDINATOR])
def test_only_the_administrator_does(role: Role) -> None:
    with pytest.raises(ForbiddenError):
        change(actor(account(role)), name="Mitt stöd")


def test_all_are_read_at_once_and_an_unknown_one_is_passed_over(henrik: Actor) -> None:
    change(henrik, name="Vårt stöd", tagline="För alla", closes="15:00")
    db.session.add(StatedSetting(name="gone", value="x", stated_at=NOON))
    db.session.flush()
    with counted_queries() as asked:
        assert len(stated_values()) == 3
    assert len(asked) == 1


def test_reading_leaves_half_done_work_alone(henrik: Actor) -> None:
    assert henrik.id
    db.session.add(StatedSetting(name=Setting.NAME, value="Halvfärdigt", stated_at=NOON))
    assert stated_values() == {}
    assert db.session.scalars(select(StatedSetting.value)).all() == ["Halvfärdigt"]
