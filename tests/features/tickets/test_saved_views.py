"""Saved views of the queue: kept, shared, changed, deleted."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.tickets.models.handling import SavedView
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, stored

Visit = Callable[..., Browser]
VIEWS, NEW = "/handlaggning/vyer", "/handlaggning/vyer/ny"
MAJ = "maj@skr.example"


@pytest.fixture(autouse=True)
def people(filled: Callable[[Callable[[], None]], None], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
        account(Role.ADVISER, name="Maj Holm", email=MAJ)
        account(Role.COORDINATOR, name="Amir Haddad", email=COORDINATOR)
        account(name="Anna Ek", email=ASKER, municipality="2280")

    filled(make)


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(ADVISER)


def save(by: Browser, name: str, filters: str = "vy=mina&prioritet=high", *, is_shared: bool = False) -> str:
    """Save the view, and give its address."""
    page = by.get(f"{NEW}?{filters}")
    by.submit(page, NEW, name=name, **({"is_shared": "y"} if is_shared else {}))
    listed = by.get(VIEWS)
    return next(link for link in reversed(listed.links()) if link.startswith(f"{VIEWS}/"))


def test_what_is_seen_of_the_queue_is_saved_and_stands_beside_it(app: Flask, sara: Browser) -> None:
    queue = sara.get("/handlaggning?vy=mina&q=larm&sortera=inkom")
    assert any(link.startswith(f"{NEW}?") for link in queue.links())
    page = sara.get(f"{NEW}?vy=mina&q=larm&sortera=inkom&hittepå=1")
    shown = sara.follow(sara.submit(page, NEW, name="Larm"))
    assert shown.path == "/handlaggning?vy=mina&q=larm&sortera=inkom"
    assert 'aria-current="page">Larm' in shown.text
    assert not any(link.startswith(f"{NEW}?") for link in shown.links())
    assert stored(app, select(SavedView.query)) == [{"vy": "mina", "q": "larm", "sortera": "inkom"}]
    assert 'aria-current="page">Larm' not in sara.get("/handlaggning?vy=mina").text


@pytest.mark.parametrize(("address", "is_offered"), [("", False), ("?vy=mina", False), ("?vy=mina&q=larm", True)])
def test_what_has_a_tab_already_is_not_offered_to_be_saved(sara: Browser, address: str, *, is_offered: bool) -> None:
    links = sara.get(f"/handlaggning{address}").links()
    assert any(link.startswith(f"{NEW}?") for link in links) is is_offered


@pytest.mark.parametrize("name", [" ", "x" * 61, "Larm"])
def test_a_name_is_needed_and_ones_own(app: Flask, sara: Browser, name: str) -> None:
    save(sara, "Larm")
    page = sara.submit(sara.get(f"{NEW}?vy=alla"), NEW, 422, name=name)
    assert page.title.startswith("Fel: ")
    assert page.form(NEW).values["vy"] == ["alla"]
    assert stored(app, select(SavedView.name)) == ["Larm"]


def test_twenty_are_enough(app: Flask, sara: Browser) -> None:
    for number in range(20):
        sara.post(NEW, {"name": f"Vy {number}"})
    sara.post(NEW, {"name": "En till"}, status=422)
    assert len(stored(app, select(SavedView.id))) == 20


def test_only_its_owner_sees_and_changes_a_view(app: Flask, sara: Browser, browser: Visit) -> None:
    view = save(sara, "Larm")
    maj = browser(MAJ)
    assert "Larm" not in maj.get(VIEWS).words.replace("Larm och", "")
    maj.get(view, status=404)
    sara.submit(sara.get(view), view, name="Larm, hög", is_shared="y")
    assert "Larm, hög" in maj.get("/handlaggning").words
    assert f'action="{view}"' not in maj.get(view).text
    maj.post(view, {"name": "Min"}, status=404)
    maj.post(f"{view}/ta-bort", status=404)
    sara.submit(sara.get(view), view, 422, name="")
    sara.submit(sara.get(view), view, name="Larm", is_shared=[])  # no longer shared
    assert stored(app, select(SavedView.is_shared)) == [False]
    sara.submit(sara.get(view), "/ta-bort")
    assert stored(app, select(SavedView.id)) == []


def test_the_coordinator_clears_away_what_is_shared(app: Flask, sara: Browser, browser: Visit) -> None:
    own, shared = save(sara, "Alla mina"), save(sara, "Övriga", is_shared=True)
    amir = browser(COORDINATOR)
    amir.post(f"{own}/ta-bort", status=404)
    amir.submit(amir.get(VIEWS), f"{shared}/ta-bort")
    assert stored(app, select(SavedView.name)) == ["Alla mina"]
    browser(ASKER).get(VIEWS, status=403)
