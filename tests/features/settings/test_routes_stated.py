"""The page of the settings, and what they change on the others."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.stating import Setting
from helpdesk.settings.models import StatedSetting
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.web.site import as_stated, operators_site, site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
PATH, HENRIK, AMIR = "/admin/installningar", "henrik@skr.example", "amir@skr.example"


@pytest.fixture(autouse=True)
def _people(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.ADMINISTRATOR, name="Henrik Östlund", email=HENRIK)
        account(Role.COORDINATOR, name="Amir Haddad", email=AMIR)

    filled(make)


@pytest.fixture
def henrik(browser: Visit) -> Browser:
    return browser(HENRIK)


def test_what_is_stated_holds_at_once(henrik: Browser, browser: Visit) -> None:
    sent = henrik.submit(
        henrik.get(PATH), PATH, name="Vårt stöd", contact_phone="010-1", contact_email="vi@x.example", closes="15:00"
    )
    assert henrik.follow(sent).form(PATH).values["name"] == ["Vårt stöd"]
    page = browser().get("/kontakta-oss")
    assert page.title.endswith("– Vårt stöd")
    assert "010-1" in page.words
    assert "vi@x.example" in page.words
    assert "08.00" in page.words
    assert "15.00" in page.words


def test_the_fields_show_what_holds_and_what_is_left_alone_is_not_stated(app: Flask, henrik: Browser) -> None:
    with app.app_context():
        operators = as_stated(operators_site())
    page = henrik.get(PATH)
    assert {name: page.form(PATH).values[name.value] for name in Setting} == {
        name: [value] for name, value in operators.items()
    }
    assert "Om fältet är tomt:" not in page.words
    henrik.submit(page, PATH, name="Vårt stöd")
    assert stored(app, select(StatedSetting.name)) == [Setting.NAME]
    page = henrik.get(PATH)
    assert page.form(PATH).values["name"] == ["Vårt stöd"]
    assert page.form(PATH).values["tagline"] == [operators[Setting.TAGLINE]]


def test_an_empty_field_is_as_the_operator_has_it(app: Flask, henrik: Browser, browser: Visit) -> None:
    henrik.submit(henrik.get(PATH), PATH, name="Vårt stöd")
    page = henrik.get(PATH)
    assert app.extensions["site"].name in page.words
    henrik.submit(page, PATH, name="")
    assert browser().get("/om").title.endswith(f"– {app.extensions['site'].name}")
    assert stored(app, select(StatedSetting.name)) == []


def test_all_are_restored(app: Flask, henrik: Browser, browser: Visit) -> None:
    assert "/aterstall" not in henrik.get(PATH).text
    henrik.submit(henrik.get(PATH), PATH, name="Vårt stöd", tagline="För alla")
    henrik.submit(henrik.get(PATH), "/aterstall")
    assert stored(app, select(StatedSetting.name)) == []
    assert "Vårt stöd" not in browser().get("/").text


def test_the_promise_decides_when_new_questions_are_due(app: Flask, henrik: Browser) -> None:
    henrik.submit(henrik.get(PATH), PATH, answer_working_days="1", closes="15:00")
    with app.app_context():
        asker = actor(account(name="Anna Ek"))
        question = Question(subject="Larm", text="Hur?")
        ticket = open_ticket(asker, question, prefix="VT", promise=site().promise, now=NOON)
        assert isinstance(ticket, Ticket)
        assert ticket.due_at is not None
        assert ticket.due_at.isoformat() == "2026-11-23T14:00:00+00:00"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"answer_working_days": "21"}, "answer_working_days"),
        ({"mail_from": "vi"}, "mail_from"),
        ({"opens": "13:00"}, "opens"),
        ({"closes": "07:00"}, "closes"),
        ({"name": "x" * 61}, "name"),
    ],
)
def test_it_says_what_to_correct_and_keeps_the_rest(
    app: Flask, henrik: Browser, typed: dict[str, str], field: str
) -> None:
    page = henrik.submit(henrik.get(PATH), PATH, 422, **{"tagline": "För alla", **typed})
    assert page.title.startswith("Fel: ")
    assert f'href="#{field}"' in page.text
    assert page.form(PATH).values["tagline"] == ["För alla"]
    assert stored(app, select(StatedSetting.name)) == []


def test_what_changed_meanwhile_is_said_and_what_was_typed_is_kept(app: Flask, henrik: Browser) -> None:
    first, second = henrik.get(PATH), henrik.get(PATH)
    henrik.submit(first, PATH, tagline="Den andres")
    again = henrik.submit(second, PATH, 409, name="Mitt")
    assert "Den andres" in again.words
    assert again.form(PATH).values["name"] == ["Mitt"]
    henrik.submit(again, PATH)
    assert stored(app, select(StatedSetting.value)) == ["Mitt"]
    henrik.post(f"{PATH}/aterstall", {"seen": "x"}, status=409)


def test_settings_are_the_administrator_s(browser: Visit) -> None:
    browser(AMIR).get(PATH, status=403)
    browser(AMIR).post(PATH, {"name": "Mitt"}, status=403)
    browser().get(PATH, status=303)
