from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.throttle import ThrottleCount
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.letters import last_token, letters
from tests.pages.browser import Browser

PASSWORD = "blå cykel torsdag"
Visit = Callable[..., Browser]


@pytest.fixture(autouse=True)
def people(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(email="anna.ek@boras.se", name="Anna Ek", municipality="1490", password=PASSWORD)
        account(Role.ADVISER, email="sara.ek@skr.se", name="Sara Ek", password=PASSWORD)

    filled(make)


def token(app: Flask) -> str:
    with app.app_context():
        return last_token()


def is_signed_in(browser: Browser) -> bool:
    return browser.client.get("/installningar").status_code == 200


def test_signing_in_leads_where_one_was_going(browser: Visit) -> None:
    visitor = browser()
    asked = visitor.get("/installningar", status=303)
    assert asked.location == "/logga-in?next=/installningar"
    page = visitor.follow(asked)
    answer = visitor.submit(page, "/logga-in", email="Anna.Ek@boras.se", password=PASSWORD)
    assert answer.location == "/installningar"
    assert "anna.ek@boras.se" in visitor.follow(answer).words


@pytest.mark.parametrize(("email", "leads_to"), [("anna.ek@boras.se", "/"), ("sara.ek@skr.se", "/handlaggning")])
def test_without_anything_on_the_way_each_begins_where_their_work_is(browser: Visit, email: str, leads_to: str) -> None:
    visitor = browser()
    answer = visitor.submit(visitor.get("/logga-in"), "/logga-in", email=email, password=PASSWORD)
    assert answer.location == leads_to
    assert visitor.get("/logga-in", status=303).location == leads_to


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(browser: Visit, elsewhere: str) -> None:
    visitor = browser()
    data = {"email": "anna.ek@boras.se", "password": PASSWORD, "next": elsewhere}
    assert visitor.post("/logga-in", data).location == "/"
    assert visitor.client.get("/logga-in", query_string={"next": elsewhere}).location == "/"


def test_wrong_is_never_said_which(browser: Visit) -> None:
    pages = [
        browser().post("/logga-in", {"email": email, "password": "fel lösenord här"}, status=422)
        for email in ("anna.ek@boras.se", "nobody@boras.se")
    ]
    assert pages[0].words == pages[1].words
    assert all("Fel e-postadress eller lösenord." in page.words for page in pages)
    assert all(page.title.startswith("Fel:") for page in pages)
    assert 'value="anna.ek@boras.se"' in pages[0].text
    assert "fel lösenord här" not in pages[0].text


@pytest.mark.parametrize("email", ["", "anna", "anna@", "x" * 250 + "@boras.se", "a b@boras.se"])
def test_what_is_no_address_is_said_at_its_field(browser: Visit, email: str) -> None:
    page = browser().post("/logga-in", {"email": email, "password": "x"}, status=422)
    assert "Skriv en e-postadress" in page.words


def test_a_password_too_long_for_anybody_is_refused_before_it_is_hashed(browser: Visit) -> None:
    page = browser().post("/logga-in", {"email": "anna.ek@boras.se", "password": "x" * 201}, status=422)
    assert "Lösenordet är för långt." in page.words


def test_wrong_tries_are_committed_and_the_lock_says_when(browser: Visit, app: Flask) -> None:
    for _ in range(5):
        browser().post("/logga-in", {"email": "anna.ek@boras.se", "password": "fel lösenord här"}, status=422)
    with app.app_context():
        assert sorted(db.session.scalars(select(ThrottleCount.count))) == [5, 5]

    page = browser().post("/logga-in", {"email": "anna.ek@boras.se", "password": PASSWORD}, status=429)

    assert "För många försök" in page.words
    assert "12.15" in page.words
    assert 'value="anna.ek@boras.se"' in page.text
    with app.app_context():
        assert sorted(db.session.scalars(select(ThrottleCount.count))) == [5, 5]


def test_signing_out_takes_a_button(browser: Visit) -> None:
    anna = browser("anna.ek@boras.se")
    page = anna.get("/logga-ut")
    assert is_signed_in(anna)
    answer = anna.submit(page, "/logga-ut")
    assert answer.location == "/"
    assert not is_signed_in(anna)


def test_a_link_by_mail_signs_in_and_opening_its_page_does_not(
    browser: Visit, app: Flask, now: Callable[..., None]
) -> None:
    visitor = browser()
    page = visitor.get("/logga-in?next=/installningar")
    sent = visitor.submit(page, "/logga-in/lank", email="anna.ek@boras.se")
    assert "Titta i din e-post" in visitor.follow(sent).words
    path = f"/lank/{token(app)}"

    for _ in range(2):
        scanner = browser()
        scanner.get(path)
        scanner.client.head(path)
        assert not is_signed_in(scanner)
    page = visitor.get(path)
    assert "Anna Ek" in page.words
    answer = visitor.submit(page, path)
    assert answer.location == "/installningar"
    assert is_signed_in(visitor)
    again = browser()  # what a browser is that did not wait for the first answer
    assert again.submit(page, path).location == "/installningar"
    assert is_signed_in(again)
    now(NOON + timedelta(seconds=61))
    assert "Länken har gått ut" in browser().get(path, status=410).words
    assert "Länken har gått ut" in browser().post(path, status=410).words


def test_an_expired_link_offers_a_new_one(browser: Visit, app: Flask, now: Callable[..., None]) -> None:
    browser().post("/logga-in/lank", {"email": "anna.ek@boras.se"})
    old = token(app)
    now(NOON + timedelta(minutes=16))
    visitor = browser()
    page = visitor.get(f"/lank/{old}", status=410)
    visitor.submit(page, "/logga-in/lank", email="anna.ek@boras.se")
    assert token(app) != old


@pytest.mark.parametrize(
    ("path", "form"), [("/logga-in/lank", "/logga-in/lank"), ("/glomt-losenordet", "/glomt-losenordet")]
)
def test_asking_for_a_letter_answers_the_same_for_everybody(browser: Visit, app: Flask, path: str, form: str) -> None:
    answers = []
    for email in ("anna.ek@boras.se", "nobody@boras.se"):
        visitor = browser()
        answers.append(visitor.follow(visitor.submit(visitor.get(path), form, email=email)).words)
    assert answers[0] == answers[1]
    with app.app_context():
        assert len(letters()) == 1
    assert "Skriv en e-postadress" in browser().post(path, {"email": "anna"}, status=422).words


@pytest.mark.parametrize("path", ["/logga-in/lank", "/glomt-losenordet"])
def test_asking_too_often_is_said_and_keeps_the_address(browser: Visit, path: str) -> None:
    for _ in range(3):
        browser().post(path, {"email": "anna.ek@boras.se"})
    page = browser().post(path, {"email": "anna.ek@boras.se"}, status=429)
    assert "För många försök" in page.words
    assert 'value="anna.ek@boras.se"' in page.text


def test_a_forgotten_password_is_chosen_anew(browser: Visit, app: Flask) -> None:
    elsewhere, visitor = browser("anna.ek@boras.se"), browser()
    visitor.submit(visitor.get("/glomt-losenordet"), "/glomt-losenordet", email="anna.ek@boras.se")
    path = f"/lank/{token(app)}"
    page = visitor.get(path)
    assert "Välj nytt lösenord" in page.words

    refused = visitor.submit(page, path, status=422, new_password="kort")
    assert "minst 12 tecken" in refused.words
    assert refused.title.startswith("Fel:")
    answer = visitor.submit(refused, path, new_password="grön buss onsdag")

    assert answer.location == "/"
    assert is_signed_in(visitor)
    assert not is_signed_in(elsewhere)
    assert browser().post("/logga-in", {"email": "anna.ek@boras.se", "password": "grön buss onsdag"}).location == "/"


def test_a_closed_account_ends_its_session_at_the_next_page(
    browser: Visit, filled: Callable[[Callable[[], None]], None]
) -> None:
    anna = browser("anna.ek@boras.se")
    assert is_signed_in(anna)

    def close() -> None:
        db.session.scalars(select(Account).where(Account.email == "anna.ek@boras.se")).one().is_open = False

    filled(close)
    assert not is_signed_in(anna)


def test_two_browsers_do_not_share_a_session(browser: Visit) -> None:
    anna, visitor = browser("anna.ek@boras.se"), browser()
    assert "Anna Ek" in anna.get("/logga-in/lank").text
    assert "Anna Ek" not in visitor.get("/logga-in/lank").text
