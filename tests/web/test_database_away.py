"""While the database is away every page says so, and what was typed is not lost."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from helpdesk.app import create_app
from tests.journeys.house import free_port
from tests.pages.html import faults


@pytest.fixture
def lonely(tmp_path: Path) -> Flask:
    """An application whose database server does not run."""
    app = create_app(
        Settings(
            secret_key="only for tests, only for tests, only for tests",
            public_url="http://localhost",
            mail_url="folder:post",
            instance=tmp_path,
            database_url=f"postgresql+psycopg://127.0.0.1:{free_port()}/none",
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(params=["visitor", "signed in"])
def client(request: pytest.FixtureRequest, lonely: Flask) -> FlaskClient:
    client = lonely.test_client()
    if request.param == "signed in":
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = "1.key", True
    return client


@pytest.mark.parametrize("path", ["/", "/kunskapsbank", "/kunskapsbank/larm", "/stall-en-fraga"])
def test_a_page_says_that_the_service_is_soon_back(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "tillbaka" in answer.text
    assert faults(answer.text) == []


def test_what_was_typed_is_shown_to_be_copied(client: FlaskClient) -> None:
    answer = client.post("/stall-en-fraga", data={"text": "Hur ofta byter ni batterier?", "once": "nyckel"})

    assert answer.status_code == 503
    assert "Hur ofta byter ni batterier?" in answer.text
    assert "nyckel" not in answer.text


def test_the_log_has_a_line_and_no_trace(lonely: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        lonely.test_client().get("/stall-en-fraga")

    (record,) = [each for each in caplog.records if each.name == "helpdesk.web.errors"]
    assert record.exc_info is None
    assert record.getMessage() == "database away at tickets.ask: OperationalError"


def test_who_is_signed_in_stays_so(lonely: Flask) -> None:
    client = lonely.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "1.key", True

    assert client.get("/stall-en-fraga").status_code == 503

    with client.session_transaction() as session:
        assert session["_user_id"] == "1.key"
