"""The page that leads to all that is administered."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from helpdesk.domain.actor import Role
from helpdesk.settings.routes.administration import SECTIONS
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
PLACES = {"/admin/anvandare", "/admin/installningar", "/admin/mejltexter", "/experter", "/svarsmallar", "/team"}
SEEN = {
    Role.ADMINISTRATOR: {"/admin/anvandare", "/admin/installningar", "/admin/mejltexter"},
    Role.COORDINATOR: {"/admin/mejltexter", "/experter", "/svarsmallar", "/team"},
}


@pytest.fixture(autouse=True)
def _people(filled: Callable[[Callable[[], Any]], Any]) -> None:
    def make() -> None:
        small_register()
        for role in (*SEEN, Role.ADVISER, Role.EXPERT):
            account(role, email=f"{role}@skr.example")

    filled(make)


@pytest.mark.parametrize("role", SEEN)
def test_each_sees_what_is_theirs_and_can_open_it(browser: Visit, role: Role) -> None:
    visitor = browser(f"{role}@skr.example")
    page = visitor.get("/admin")
    cards = set(page.links()) & PLACES - {"/experter"} | ({"/experter"} & set(page.links()) & SEEN[role])
    assert cards == SEEN[role]
    for path in cards:
        visitor.get(path)
    assert "/admin" in visitor.get("/").links()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.EXPERT])
def test_others_are_not_led_there(browser: Visit, role: Role) -> None:
    visitor = browser(f"{role}@skr.example")
    visitor.get("/admin", status=403)
    assert "/admin" not in visitor.get("/").links()


def test_what_it_leads_to_is_there(migrated: Flask) -> None:
    endpoints = {entry.endpoint for section in SECTIONS for entry in section.entries}
    assert endpoints - set(migrated.view_functions) == set()
