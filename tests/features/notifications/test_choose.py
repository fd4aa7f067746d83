"""How people choose to be told."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.notices import EVENTS, ByMail, Choice, Group
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.notifications.models import NoticeChoice
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.queries.choices import own_choices
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office
from tests.pages.browser import Browser
from tests.pages.desk import stored

PATH = "/aviseringar/val"
DAILY = Choice(by_mail=ByMail.DAILY)
ASKING = {name for name, event in EVENTS.items() if event.group is Group.ASKING}
HANDLING = {name for name, event in EVENTS.items() if event.group is Group.HANDLING}
EXPERTISE = {name for name, event in EVENTS.items() if event.group is Group.EXPERTISE}
ADMINISTERING = {name for name, event in EVENTS.items() if event.group is Group.ADMINISTERING}
WRITING = {name for name, event in EVENTS.items() if event.group is Group.WRITING}


def facts() -> list[Any]:
    """What was recorded of choices."""
    return list(db.session.scalars(select(JournalEntry.facts).where(JournalEntry.kind == "NoticeChoicesChanged")).all())


@pytest.mark.parametrize(
    ("role", "events"),
    [
        (Role.REQUESTER, ASKING),
        (Role.EXPERT, ASKING | EXPERTISE | WRITING - {"review_asked"}),
        (Role.ADVISER, ASKING | HANDLING | WRITING),
        (Role.ADMINISTRATOR, ASKING | ADMINISTERING),
    ],
)
@pytest.mark.usefixtures("stage")
def test_people_choose_among_what_their_roles_are_told_of(role: Role, events: set[str]) -> None:
    assert set(own_choices(actor(account(role)))) == events


def test_a_choice_is_stored_recorded_and_forgotten_where_it_is_the_default_again(office: Office) -> None:
    office.done(choose_notices, office.adviser, {"review_due": DAILY, "answer": Choice()})
    assert own_choices(office.adviser)["review_due"] == DAILY
    office.done(choose_notices, office.adviser, {"review_due": DAILY})
    office.done(choose_notices, office.adviser, {"review_due": Choice()})
    assert db.session.scalars(select(NoticeChoice)).all() == []
    assert facts() == [{"events": ["review_due"]}] * 2


def test_nobody_chooses_for_others_or_what_is_not_theirs_to_choose(office: Office) -> None:
    office.done(choose_notices, office.requester, {"ticket_assigned": DAILY, "answer": DAILY})
    assert facts() == []
    with pytest.raises(ForbiddenError):
        choose_notices(SYSTEM, {"answer": DAILY}, now=clock.now())


@pytest.fixture
def sara(filled: Callable[[Callable[[], Any]], Any], browser: Callable[..., Browser], now: object) -> Browser:  # noqa: ARG001  the clock stands
    filled(lambda: account(Role.ADVISER, name="Sara Lindqvist", email="sara@skr.example"))
    return browser("sara@skr.example")


def test_the_page_shows_what_is_in_force_and_stores_what_is_sent(app: Flask, sara: Browser) -> None:
    page = sara.get(PATH)
    values = page.form(PATH).values
    assert values["mail_review_due"] == ["at_once"]
    assert "mail_answer" not in values
    assert "mail_consultation_asked" not in values
    sent = sara.submit(page, PATH, mail_review_due="daily", mail_published="never", web_published=[])
    assert "Dina val är sparade." in sara.follow(sent).text
    again = sara.get(PATH).form(PATH).values
    assert (again["mail_review_due"], again["mail_published"]) == (["daily"], ["never"])
    assert "web_published" not in again
    assert sorted(stored(app, select(NoticeChoice.event))) == ["published", "review_due"]


def test_a_way_that_is_none_is_said_at_its_place(app: Flask, sara: Browser) -> None:
    page = sara.submit(sara.get(PATH), PATH, 422, mail_review_due="pigeon")
    assert page.title.startswith("Fel: ")
    assert "Välj ett av sätten i listan." in page.words
    assert stored(app, select(NoticeChoice.event)) == []


def test_the_settings_lead_there(sara: Browser) -> None:
    assert f'href="{PATH}"' in sara.get("/installningar").text
