"""One thing done to many tickets, from the queue and back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.outbox import Letter
from helpdesk.tickets.models.handling import TicketTag
from helpdesk.tickets.models.ticket import Ticket
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import ticket
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, Clock, stored
from tests.pages.html import Page

Visit = Callable[..., Browser]
MANY = "/handlaggning/flera"


@pytest.fixture(autouse=True)
def made(filled: Callable[[Callable[[], Any]], Any], now: Clock) -> dict[str, Any]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, Any]:
        small_register()
        account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
        amir = account(Role.COORDINATOR, name="Amir Haddad", email=COORDINATOR)
        anna = account(name="Anna Ek", email=ASKER, municipality="2280")
        tickets = [ticket(anna, subject=f"Fråga {number}").reference for number in range(3)]
        closed = ticket(anna, subject="Gammal", status=Status.CLOSED).reference
        return {"tickets": tickets, "closed": closed, "amir": amir.id}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(ADVISER)


def look(by: Browser, verb: str, *references: str) -> Page:
    chosen = "&".join(f"arende={each}" for each in references)
    return by.get(f"{MANY}?gor={verb}&{chosen}&fran=/handlaggning?vy%3Dej-tilldelade")


def test_the_queue_has_a_box_for_each_ticket(sara: Browser, made: dict[str, Any]) -> None:
    text = sara.get("/handlaggning").text
    for reference in made["tickets"]:
        assert f'name="arende" value="{reference}" form="bulk"' in text


def test_many_are_given_away_and_back(app: Flask, sara: Browser, made: dict[str, Any]) -> None:
    page = look(sara, "tilldela", *made["tickets"], made["closed"])
    assert page.form(MANY).values["chosen"] == [f"{each}:1" for each in made["tickets"]]
    assert "Gammal" in page.words
    sent = sara.submit(page, MANY, owner=str(made["amir"]))
    assert (sent.location or "").startswith("/handlaggning?vy=ej-tilldelade&andring=")
    assert set(stored(app, select(Ticket.owner_id).where(Ticket.status == Status.OPEN))) == {made["amir"]}

    back = sara.submit(sara.follow(sent), "/angra")
    assert back.location == "/handlaggning?vy=ej-tilldelade"
    sara.follow(back)
    assert stored(app, select(Ticket.owner_id).where(Ticket.owner_id.is_not(None))) == []
    assert "/angra" not in sara.get(sent.location or "").text  # it is undone


def test_many_are_closed_and_what_changed_is_named(
    app: Flask, sara: Browser, made: dict[str, Any], browser: Visit, now: Clock
) -> None:
    page = look(sara, "avsluta", *made["tickets"])
    assert "Fel: " in sara.submit(page, MANY, 422).title
    first = made["tickets"][0]
    amir = browser(COORDINATOR)
    amir.submit(amir.get(f"/arenden/{first}"), "/ta")
    shown = sara.follow(sara.submit(page, MANY, reason="solved"))
    assert first in shown.words.partition("<table")[0]
    assert sorted(stored(app, select(Ticket.status))) == sorted([Status.OPEN, *[Status.CLOSED] * 3])
    assert (
        stored(app, select(Letter.next_try_at).where(Letter.template == "ticket_closed"))
        == [NOON + timedelta(minutes=5)] * 2
    )
    now(NOON + timedelta(minutes=5))
    late = sara.submit(shown, "/angra")
    sara.follow(late)
    assert stored(app, select(Ticket.status)).count(Status.CLOSED) == 3


def test_many_get_tags(app: Flask, sara: Browser, made: dict[str, Any]) -> None:
    page = look(sara, "etikett", *made["tickets"])
    sara.submit(page, MANY, 422, tags=" ,")
    sara.submit(page, MANY, 422, tags="x" * 41)
    sara.submit(page, MANY, tags="lås, larm")
    assert len(stored(app, select(TicketTag.tag_id))) == 6
    again = look(sara, "etikett", *made["tickets"])
    assert (sara.submit(again, MANY, tags="LÅS").location or "") == "/handlaggning?vy=ej-tilldelade"  # nothing to undo


def test_nothing_chosen_and_nothing_known(sara: Browser, made: dict[str, Any]) -> None:
    for address in (MANY, f"{MANY}?gor=hittepå&arende=VT-2026-999999", f"{MANY}?gor=avsluta&arende={made['closed']}"):
        assert "<form" not in sara.get(address).text.partition("<main")[2].partition("</main>")[0]
    sara.post(f"{MANY}?gor=avsluta", {"reason": "solved"}, status=422)
    sara.post(f"{MANY}?gor=avsluta", {"reason": "solved", "chosen": [f"x{n}:y" for n in range(51)]}, status=422)
    outside = sara.post(
        f"{MANY}?gor=avsluta&fran=//evil.example", {"reason": "solved", "chosen": f"{made['tickets'][0]}:1"}
    )
    assert (outside.location or "").startswith("/handlaggning?andring=")


def test_it_is_the_desks_and_ones_own(browser: Visit, sara: Browser, made: dict[str, Any]) -> None:
    asker = browser(ASKER)
    asker.get(MANY, status=403)
    asker.post(MANY, {"chosen": f"{made['tickets'][0]}:1"}, status=403)
    sent = sara.submit(look(sara, "avsluta", *made["tickets"]), MANY, reason="spam")
    assert "/angra" in sara.follow(sent).text
    amir = browser(COORDINATOR)
    assert "/angra" not in amir.get(sent.location or "").text
    change_id = (sent.location or "").rpartition("=")[2]
    amir.post(f"{MANY}/{change_id}/angra", status=404)
    amir.get("/handlaggning?andring=hittepå")
