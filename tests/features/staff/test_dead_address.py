"""An expert whose address can't be reached: whoever asks experts sees it, and lets letters go there again."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.staff import expert
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser

SARA, EVA = "sara@skr.example", "eva@boras.example"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def eva(filled: Callable[[Callable[[], int]], int]) -> int:
    def make() -> int:
        small_register()
        account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        asker = account()
        message(ticket(asker, reference="VT-2026-000777", topics=("LAR-1",)), asker)
        eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, email=EVA)
        eva.undeliverable_at, eva.undeliverable_status = AT, "5.1.1"
        return eva.id

    return filled(make)


def test_the_lists_and_the_page_say_so_and_the_button_clears_it(app: Flask, eva: int) -> None:
    sara = Browser(app, SARA)
    again = f"/experter/{eva}/adress/igen"
    assert "Mejl kommer inte fram" in sara.get("/experter?vy=experter").words
    assert "Mejl kommer inte fram: ring först." in sara.get("/arenden/VT-2026-000777/fraga-modellkommun").words
    page = sara.get(f"/experter/{eva}")
    assert "Mejl når inte Eva Ek" in page.words
    assert "(5.1.1)" in page.words

    done = sara.follow(sara.submit(page, again))
    assert "Nästa mejl skickas till adressen igen." in done.words
    assert again not in done.text
    with app.app_context():
        assert db.session.get_one(Account, eva).undeliverable_at is None
        told = select(JournalEntry.subject_id).where(JournalEntry.kind == "AddressTriedAgain")
        assert db.session.scalars(told).all() == [eva]


def test_an_expert_sees_nothing_of_it_and_can_t_clear_it(app: Flask, eva: int) -> None:
    browser = Browser(app, EVA)
    assert "(5.1.1)" not in browser.get(f"/experter/{eva}").words
    assert browser.client.post(f"/experter/{eva}/adress/igen").status_code == 403


def test_who_is_no_expert_is_not_found(app: Flask, eva: int) -> None:
    with app.app_context():
        sara = db.session.scalars(select(Account.id).where(Account.email == SARA)).one()
    assert sara != eva
    assert Browser(app, SARA).client.post(f"/experter/{sara}/adress/igen").status_code == 404
