"""What one visitor does never shows for the next."""

from collections.abc import Callable

from flask import Flask

from helpdesk.domain.actor import Role
from tests.factories.accounts import account
from tests.pages.browser import Browser


def test_two_browsers_are_two_people(browser: Callable[..., Browser], filled: Callable[..., object]) -> None:
    filled(lambda: account(Role.ADVISER, name="Sara Lindqvist", email="sara@skr.example"))
    signed_in, visitor = browser("sara@skr.example"), browser()

    assert "Sara Lindqvist" in signed_in.get("/").text
    assert "Sara Lindqvist" not in visitor.get("/").text
    assert "Sara Lindqvist" in signed_in.get("/").text


def test_answers_carry_the_policy_and_are_not_kept(browser: Callable[..., Browser]) -> None:
    headers = browser().get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


def test_a_form_without_its_token_is_refused_and_what_was_typed_is_shown(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post("/logga-in", data={"email": "x", "note": "En lång text som någon har skrivit"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "En lång text som någon har skrivit" in answer.text


def test_no_fault_shows_its_trace(app: Flask, browser: Callable[..., Browser]) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    view = app.view_functions["pages.start"]
    app.view_functions["pages.start"] = lambda: 1 / 0
    try:
        page = browser().get("/", status=500)
    finally:
        app.view_functions["pages.start"] = view
    assert "ZeroDivisionError" not in page.text
    assert "Traceback" not in page.text
