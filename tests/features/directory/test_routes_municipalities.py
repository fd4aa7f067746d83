"""The pages of the municipalities."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.directory.models import MailDomain
from helpdesk.domain.actor import Role
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
HENRIK, FATIMA, SARA = "henrik@skr.example", "fatima@skr.example", "sara@skr.example"
PATH = "/admin/kommuner/1490"


@pytest.fixture(autouse=True)
def people(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.ADMINISTRATOR, name="Henrik Östlund", email=HENRIK)
        account(Role.COORDINATOR, name="Fatima Rahimi", email=FATIMA)
        account(Role.ADVISER, name="Sara Lindqvist", email=SARA)

    filled(make)


@pytest.fixture
def henrik(browser: Visit) -> Browser:
    return browser(HENRIK)


def domains(app: Flask) -> list[str]:
    return sorted(stored(app, select(MailDomain.domain).where(MailDomain.municipality_code == "1490")))


def test_all_municipalities_stand_on_one_page(henrik: Browser) -> None:
    page = henrik.get("/admin/kommuner")
    assert "5 kommuner" in page.words
    assert "Borås Modellkommun Västra Götalands län 1490 114 000 1 Båstad" in page.words.replace("\xa0", " ")
    assert PATH in page.links()


@pytest.mark.parametrize(
    ("query", "shown", "left_out"),
    [
        ("q=b%C3%A5", "Båstad", "Borås"),
        ("lan=22", "Kramfors", "Lund"),
        ("modell=ja", "Lund", "Båstad"),
        ("lan=99&modell=nej", "Lund", "Ingen kommun"),
        ("q=%01", "Lund", "Ingen kommun"),
        ("q=xyzzyq", "Ingen kommun passar filtret.", "1490"),
    ],
)
def test_the_list_is_narrowed_by_its_address(henrik: Browser, query: str, shown: str, left_out: str) -> None:
    page = henrik.get(f"/admin/kommuner?{query}")
    words = page.words.partition("Visa")[2]
    assert shown in words
    assert left_out not in words


def test_a_municipality_shows_its_facts_and_which_year_they_are_of(henrik: Browser) -> None:
    words = henrik.get(PATH).words.replace("\xa0", " ")
    assert "Invånare 114 000, vid slutet av 2024 (SCB)" in words
    assert "B3 B3 (SKR, 2023)" in words
    assert "kan inte ändras här" in words


def test_a_domain_is_added_and_removed(app: Flask, henrik: Browser) -> None:
    shown = henrik.follow(henrik.post(f"{PATH}/domaner", {"domain": "@BorasHem.example"}))
    assert "Adresser i borashem.example föreslår nu kommunen." in shown.text
    assert domains(app) == ["boras.se", "borashem.example"]
    form = shown.form("/domaner/ta-bort")
    henrik.post(form.action, form.filled({"dropped": "boras.se"}))
    henrik.post(form.action, form.filled({"dropped": "lund.se\0"}))
    assert domains(app) == ["borashem.example"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Skriv en domän."),
        ("boras", "Skriv domänen så som den står efter @"),
        ("x" * 301, "300 tecken"),
        ("hotmail.com", "Där kan vem som helst ha en adress."),
        ("lund.se", "En annan kommun har den här domänen."),
        ("boras.se", "Kommunen har redan den här domänen."),
    ],
)
def test_a_domain_says_what_to_correct(app: Flask, henrik: Browser, typed: str, says: str) -> None:
    page = henrik.post(f"{PATH}/domaner", {"domain": typed}, status=422)
    assert says in page.words
    assert page.title.startswith("Fel: ")
    assert domains(app) == ["boras.se"]


def test_a_municipality_without_a_domain_says_so(henrik: Browser) -> None:
    henrik.post(f"{PATH}/domaner/ta-bort", {"dropped": "boras.se"})
    assert "Kommunen har ingen e-postdomän." in henrik.get(PATH).words


@pytest.mark.parametrize("path", ["/admin/kommuner", PATH])
def test_municipalities_are_the_administrator_s_and_the_coordinator_s(browser: Visit, path: str) -> None:
    browser(FATIMA).get(path)
    browser(SARA).get(path, status=403)
    browser().get(path, status=303)


def test_a_municipality_that_is_not_there(henrik: Browser) -> None:
    henrik.get("/admin/kommuner/9999", status=404)
    henrik.post("/admin/kommuner/9999/domaner", {"domain": "a.example"}, status=404)
    henrik.post("/admin/kommuner/9999/domaner/ta-bort", {"dropped": "boras.se"}, status=404)
