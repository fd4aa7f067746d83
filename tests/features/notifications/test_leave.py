"""Letters that one can do without are turned off from the letter itself, in one click (RFC 8058)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.notices import EVENTS, ByMail, Choice
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.notifications.models import NoticeChoice
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.operations.leave import leave
from helpdesk.notifications.queries.choices import own_choices
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.reply import reply
from helpdesk.web.leaving import leave_token, read_leave_token
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office
from tests.pages.browser import Browser

FIXED = sorted(name for name, event in EVENTS.items() if event.is_letter_fixed)


@pytest.fixture
def secure(app: Flask, office: Office) -> Iterator[Office]:
    """People reach the site over HTTPS."""
    before = app.extensions["site"]
    app.extensions["site"] = replace(before, public_url="https://fraga.example")
    yield office
    app.extensions["site"] = before


def header(letter: FolderLetter, name: str) -> str:
    return next((value.strip() for each, value in letter.headers if each == name), "")


def test_news_can_be_left_in_one_click(secure: Office) -> None:
    stories.of_letting_in(secure)
    letter = next(letter for letter in secure.delivered() if "eva@" in letter.recipient)
    eva = db.session.scalars(select(Account.id).where(Account.email == "eva@kommun.example")).one()
    link = header(letter, "List-Unsubscribe").strip("<>")
    assert link.startswith("https://fraga.example/aviseringar/avsta/")
    assert header(letter, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert read_leave_token(link.rpartition("/")[2]) == (eva, "let_in")


def test_what_is_one_s_own_to_read_or_to_do_is_no_subscription(secure: Office) -> None:
    ticket = secure.asked()
    secure.done(assign, secure.adviser, ticket.reference, secure.other_adviser.id)
    secure.done(reply, secure.requester, ticket.reference, "En sak till.", promise=site().promise)
    secure.done(answer, secure.other_adviser, ticket.reference, "Ja.", seen_version=ticket.version)
    stories.of_experts(secure)
    arrived = secure.delivered()
    assert {"anna", "omar", "sara"} <= {each.recipient.partition("<")[2].partition("@")[0] for each in arrived}
    assert {header(each, "List-Unsubscribe") for each in arrived} == {""}


def test_a_daily_letter_can_be_left(secure: Office) -> None:
    stories.of_digest(secure)
    letter = secure.delivered()[-1]
    token = header(letter, "List-Unsubscribe").strip("<>").rpartition("/")[2]
    assert read_leave_token(token) == (secure.other_adviser.id, "digest")


def test_who_has_left_gets_no_such_letter_and_still_has_the_notice(office: Office) -> None:
    id_ = office.other_adviser.id or 0
    for _ in range(2):  # a mail program may ask twice
        office.done(lambda by, *, now: leave(by.id or 0, "ticket_assigned", now=now), office.other_adviser)
    office.done(assign, office.adviser, office.asked().reference, id_)
    assert not [letter for letter in office.delivered() if "omar@" in letter.recipient]
    assert own_choices(office.other_adviser)["ticket_assigned"] == Choice(is_on_web=True, by_mail=ByMail.NEVER)
    recorded = select(func.count()).select_from(JournalEntry).where(JournalEntry.kind == "NoticeChoicesChanged")
    assert db.session.scalar(recorded) == 1


def test_who_leaves_the_daily_letter_gets_none_of_what_stood_in_it(office: Office) -> None:
    daily = {name: Choice(by_mail=ByMail.DAILY) for name in ("ticket_assigned", "ticket_replied")}
    office.done(choose_notices, office.adviser, daily | {"ticket_reopened": Choice(by_mail=ByMail.AT_ONCE)})
    office.done(lambda by, *, now: leave(by.id or 0, "digest", now=now), office.adviser)
    choices = own_choices(office.adviser)
    assert {choices[name].by_mail for name in daily} == {ByMail.NEVER}
    assert choices["ticket_reopened"].by_mail is ByMail.AT_ONCE


@pytest.mark.parametrize("letter", [*FIXED, "received", "sign_in_link", "nonsense"])
def test_what_answers_one_s_own_question_can_t_be_left(office: Office, letter: str) -> None:
    leave(office.requester.id or 0, letter, now=NOON)
    assert db.session.scalars(select(NoticeChoice.event)).all() == []


def test_a_closed_or_unknown_account_leaves_nothing(office: Office) -> None:
    closed = account(Role.ADVISER, is_open=False)
    for id_ in (closed.id, 999_999):
        leave(id_, "ticket_assigned", now=NOON)
    assert db.session.scalars(select(NoticeChoice.event)).all() == []
    assert office.adviser


def token(app: Flask, account_id: int, letter: str = "ticket_assigned") -> str:
    with app.app_context():
        return leave_token(account_id, letter)


def chosen(app: Flask) -> list[tuple[str, ByMail]]:
    with app.app_context():
        return [(row.event, row.by_mail) for row in db.session.scalars(select(NoticeChoice))]


@pytest.fixture
def adviser_id(filled: Callable[[Callable[[], int]], int]) -> int:
    return filled(lambda: account(Role.ADVISER, email="sara@skr.example").id)


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """With the forms' tokens asked for, as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_one_click_needs_no_cookie_and_no_token(guarded: Flask, adviser_id: int) -> None:
    client = guarded.test_client(use_cookies=False)
    address = f"/aviseringar/avsta/{token(guarded, adviser_id)}"
    for _ in range(2):
        answered = client.post(address, data={"List-Unsubscribe": "One-Click"})
        assert answered.status_code == 200
    assert chosen(guarded) == [("ticket_assigned", ByMail.NEVER)]


def test_other_forms_still_ask_for_their_token(guarded: Flask, adviser_id: int) -> None:
    assert adviser_id
    answered = guarded.test_client().post("/aviseringar/val", data={})
    assert answered.status_code in {400, 403}


def test_a_scanner_that_opens_the_address_changes_nothing(app: Flask, adviser_id: int) -> None:
    page = Browser(app, "").get(f"/aviseringar/avsta/{token(app, adviser_id)}")
    assert page.status == 200
    assert chosen(app) == []


def test_the_page_has_a_button(app: Flask, adviser_id: int) -> None:
    browser = Browser(app, "")
    address = f"/aviseringar/avsta/{token(app, adviser_id)}"
    assert 'method="post"' in browser.get(address).text
    assert browser.client.post(address).status_code == 200
    assert chosen(app) == [("ticket_assigned", ByMail.NEVER)]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_made_up_address_leads_nowhere(app: Flask, adviser_id: int, method: str) -> None:
    good = token(app, adviser_id)
    for bad in ("x" * 40, good[:-1], good + "x", token(app, adviser_id, "nonsense")):
        answered = Browser(app, "").client.open(f"/aviseringar/avsta/{bad}", method=method)
        assert answered.status_code == 404
    assert chosen(app) == []


def test_what_is_signed_elsewhere_is_no_token(app: Flask) -> None:
    with app.app_context():
        good = leave_token(7, "digest")
        assert read_leave_token(good) == (7, "digest")

        @given(st.text())
        def no_text_is_a_token(text: str) -> None:
            assert read_leave_token(text) is None

        no_text_is_a_token()
        app.config["SECRET_KEY"], old = "another key " * 4, app.config["SECRET_KEY"]
        try:
            assert read_leave_token(good) is None
            app.config["SECRET_KEY_FALLBACKS"] = [old]
            assert read_leave_token(good) == (7, "digest")
        finally:
            app.config |= {"SECRET_KEY": old, "SECRET_KEY_FALLBACKS": None}
