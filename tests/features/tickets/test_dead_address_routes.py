"""The desk's page of a ticket whose requester can't be reached by mail: what it says, and the way back."""

from collections.abc import Callable

import pytest
from flask import Flask

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant
from helpdesk.tickets.queries.desk import desk_page
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation
from tests.factories.directory import small_register
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser

Filled = Callable[[Callable[[], tuple[int, int, int]]], tuple[int, int, int]]
AGAIN = "/arenden/VT-2026-000777/adress/igen"
PAGE = "/arenden/VT-2026-000777"


@pytest.fixture
def anna(filled: Callable[[Callable[[], Account]], Account]) -> Account:
    """Her address is dead; an adviser is at work."""

    def make() -> Account:
        anna = account(name="Anna Ek", email="anna@kommun.example", undeliverable_at=NOON, undeliverable_status="5.1.1")
        message(ticket(anna, reference="VT-2026-000777", status=Status.OPEN), anna)
        account(Role.ADVISER, email="sara@skr.example")
        return anna

    return filled(make)


def is_marked(app: Flask) -> bool:
    with app.app_context():
        return db.session.query(Account).filter(Account.undeliverable_at.is_not(None)).count() == 1


def change(app: Flask, **values: object) -> None:
    with app.app_context():
        db.session.query(Account).filter_by(email="anna@kommun.example").update(values)  # type: ignore[arg-type]  # by name
        db.session.commit()


def test_the_page_says_what_to_do_and_the_button_clears_it(app: Flask, anna: Account) -> None:
    assert anna
    browser = Browser(app, "sara@skr.example")
    page = browser.get(PAGE)
    assert "(5.1.1)" in page.text
    assert f'action="{AGAIN}"' in page.text
    answered = browser.client.post(AGAIN)
    assert (answered.status_code, answered.location) == (303, PAGE)
    assert not is_marked(app)
    page = browser.get(PAGE)
    assert AGAIN not in page.text
    assert "(5.1.1)" not in page.text


def test_without_a_status_none_is_shown(app: Flask, anna: Account) -> None:
    assert anna
    change(app, undeliverable_status="")
    page = Browser(app, "sara@skr.example").get(PAGE)
    assert AGAIN in page.text
    assert "()" not in page.text


def test_an_expert_and_a_colleague_stand_there_too_each_with_a_button(app: Flask, filled: Filled) -> None:
    def make() -> tuple[int, int, int]:
        small_register()
        sara = account(Role.ADVISER, email="sara@skr.example")
        made = ticket(account(), reference="VT-2026-000777", status=Status.WAITING_EXPERT, sharing=Sharing.COLLEAGUES)
        dead = {"undeliverable_at": NOON, "undeliverable_status": "5.1.1"}
        bo = account(name="Bo Ås", **dead)
        eva = account(Role.EXPERT, name="Eva Dal", municipality="2282", **dead)
        db.session.add(Participant(ticket_id=made.id, account_id=bo.id))
        consultation(made, sara, eva)
        return bo.id, eva.id, account(**dead).id

    bo, eva, nobody = filled(make)
    browser = Browser(app, "sara@skr.example")
    page = browser.get(PAGE)
    assert "Bo Ås" in page.words
    assert page.words.count("(5.1.1)") == 2
    for account_id, status in ((nobody, 404), (bo, 303), (eva, 303)):
        assert browser.client.post(AGAIN, data={"account": account_id}).status_code == status
    assert "(5.1.1)" not in browser.get(PAGE).words
    assert is_marked(app)


def test_the_requester_sees_nothing_of_it_and_can_t_clear_it(app: Flask, anna: Account) -> None:
    assert anna
    browser = Browser(app, "anna@kommun.example")
    assert AGAIN not in browser.get(PAGE).text
    assert browser.client.post(AGAIN).status_code == 403
    assert is_marked(app)


def test_it_costs_no_question_more(stage: None) -> None:  # noqa: ARG001  an open context with a register
    sara = actor(account(Role.ADVISER))
    alive, dead = (ticket(account(undeliverable_at=at)) for at in (None, NOON))
    counts = []
    for each in (alive, dead):
        db.session.commit()
        with counted_queries() as queries:
            page = desk_page(sara, each.reference, language="sv", now=NOON)
        counts.append(len(queries))
        assert [person.status for person in page.unreached] == ([] if each is alive else [""])
    assert counts[0] == counts[1]
