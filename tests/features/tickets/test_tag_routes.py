"""Tags on the pages: on the ticket, in the queue, in the coordinator's list."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.fulltext.marks import IndexMark
from helpdesk.tickets.models.handling import Tag, TicketTag
from helpdesk.tickets.queries.documents import DESK_KIND
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, TOLVAN, make, stored

Visit = Callable[..., Browser]
TAGS = "/handlaggning/etiketter"


@pytest.fixture(autouse=True)
def address(filled: Callable[[Callable[[], str]], str], now: object) -> str:  # noqa: ARG001  the clock stands
    return filled(make)


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(ADVISER)


@pytest.fixture
def amir(browser: Visit) -> Browser:
    return browser(COORDINATOR)


def tag(sara: Browser, address: str, typed: str, status: int = 303) -> Any:
    return sara.submit(sara.get(address), "/etiketter", status, tags=typed)


def ids(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {each.name: each.id for each in db.session.scalars(select(Tag))}


def test_tags_are_written_on_a_ticket_and_found_in_the_queue(sara: Browser, address: str) -> None:
    tag(sara, address, "Upphandling, lås")
    page = sara.get(address)
    assert page.form("/etiketter").values["tags"] == ["lås, Upphandling"]
    assert '<option value="lås"></option>' in page.text
    assert '<span class="row-tag">lås</span>' in sara.get("/handlaggning").text
    assert address in sara.get("/handlaggning?etikett=upphandling").text
    narrowed = sara.get("/handlaggning?etikett=larm")
    assert address not in narrowed.text
    assert '<option selected value="larm">' in narrowed.text


def test_a_tag_leads_to_its_tickets(app: Flask, sara: Browser, amir: Browser, address: str) -> None:
    tag(sara, address, "Lås & nycklar")
    page = amir.get(f"{TAGS}/{ids(app)['Lås & nycklar']}")
    found = next(link for link in page.links() if link.startswith("/handlaggning?"))
    assert address in amir.get(found).text


@pytest.mark.parametrize("typed", ["x" * 41, ",".join(str(n) for n in range(11)), f"lås, {TOLVAN}"])
def test_what_is_wrong_is_said_and_kept(app: Flask, sara: Browser, address: str, typed: str) -> None:
    page = tag(sara, address, typed, 422)
    assert page.form("/etiketter").values["tags"] == [typed]
    assert page.title.startswith("Fel: ")
    assert stored(app, select(Tag.name)) == []


def test_those_who_ask_see_no_tags(browser: Visit, sara: Browser, address: str) -> None:
    tag(sara, address, "skogsbräken")
    asker = browser(ASKER)
    assert "skogsbräken" not in asker.get(address).text
    asker.post(f"{address}/etiketter", {"tags": "x"}, status=403)
    asker.get(TAGS, status=403)
    sara.get(TAGS, status=403)


def test_the_coordinator_renames_merges_and_archives(app: Flask, sara: Browser, amir: Browser, address: str) -> None:
    assert TAGS in amir.get("/handlaggning").links()
    amir.get(TAGS)
    tag(sara, address, "lås, låsen")
    known = ids(app)
    one = f"{TAGS}/{known['låsen']}"
    refused = amir.submit(amir.get(one), one, 422, name="Lås")
    assert 'name="merge"' in refused.text
    merged = refused.form(one)
    amir.post(one, {**merged.filled({}), "merge": "y"})
    assert list(ids(app)) == ["lås"]
    assert stored(app, select(TicketTag.tag_id)) == [known["lås"]]

    other = f"{TAGS}/{known['lås']}"
    amir.submit(amir.get(other), other, 422, name="")
    amir.submit(amir.get(other), other, name="Digitala lås")
    assert "Digitala lås" in amir.get(TAGS).words
    marked = stored(app, select(IndexMark.kind))
    assert marked.count(DESK_KIND) > 2  # made, merged, renamed
    amir.submit(amir.get(other), "/arkivera")
    assert '<option value="Digitala lås">' not in sara.get(address).text
    amir.submit(amir.get(other), "/aterstall")
    assert '<option value="Digitala lås">' in sara.get(address).text


def test_a_new_tag_can_be_chosen_in_the_queue_at_once(sara: Browser, address: str) -> None:
    sara.get("/handlaggning")  # what the filters offer is remembered now
    tag(sara, address, "lås")

    assert '<option value="lås">lås</option>' in sara.get("/handlaggning").text
