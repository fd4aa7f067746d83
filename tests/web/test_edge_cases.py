"""What happens at the edge of a request when something is wrong: nothing typed is lost, nothing secret is shown."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter
from helpdesk.kit.transaction import Edge
from tests.factories.accounts import account
from tests.pages.browser import Browser


@pytest.fixture
def with_forgery_check(app: Flask) -> Iterator[Flask]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def _letters(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Letter)) or 0


def test_a_refused_form_shows_what_was_typed_but_no_password(with_forgery_check: Flask) -> None:
    typed = {"current_password": "hemligt hemligt", "new_password": "hemligare hemligt", "name": "Kort"}
    answer = with_forgery_check.test_client().post("/installningar/losenord", data=typed)

    assert answer.status_code == 400
    assert "Kort" in answer.text
    assert "hemlig" not in answer.text


def test_a_form_that_is_too_large_gets_its_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 2000)
    answer = app.test_client().post("/stall-en-fraga", data={"text": "x" * 3000})

    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_the_same_form_twice_does_its_work_once_and_a_corrected_one_again(
    app: Flask, browser: Callable[..., Browser], filled: Callable[..., object]
) -> None:
    filled(lambda: (account(email="anna@harnosand.example"), account(email="nils@lund.example")))
    visitor = browser()
    form = {"email": "anna@harnosand.example", "once": "samma nyckel"}

    first = visitor.post("/logga-in/lank", form)
    again = visitor.post("/logga-in/lank", form)
    corrected = visitor.post("/logga-in/lank", {**form, "email": "nils@lund.example"})

    assert first.location == again.location == corrected.location
    assert _letters(app) == 2


def test_a_worker_that_can_not_be_woken_is_no_fault_of_the_page(
    app: Flask, browser: Callable[..., Browser], filled: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError

    filled(lambda: account(Role.REQUESTER, email="anna@harnosand.example"))
    monkeypatch.setitem(app.extensions, "edge", Edge(app.extensions["edge"].reactions, broken))

    browser().post("/logga-in/lank", {"email": "anna@harnosand.example"})

    assert _letters(app) == 1


def test_the_address_of_a_refused_form_leads_to_its_page(app: Flask) -> None:
    visitor = app.test_client()

    assert visitor.get("/stall-en-fraga/skicka").location == "/stall-en-fraga"
    assert visitor.get("/arenden/VT-2026-000001/svar").location == "/arenden/VT-2026-000001"
    assert visitor.post("/om").status_code == 404


def test_a_visitor_chooses_the_language_and_keeps_it(browser: Callable[..., Browser]) -> None:
    visitor = browser()

    chosen = visitor.post("/sprak", {"language": "en", "next": "/om"})
    assert chosen.location == "/om"
    assert 'lang="en"' in visitor.get("/om").text
    visitor.post("/sprak", {"language": "sv"})
    assert 'lang="sv"' in visitor.get("/om").text
    visitor.post("/sprak", {"language": "tlh"})
    assert 'lang="sv"' in visitor.get("/om").text
