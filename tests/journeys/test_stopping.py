"""Told to stop (SIGTERM) in the middle of a request or of a job: it is finished first, and nothing is lost or done twice.

Real processes: gunicorn with the settings that docs/operations gives it, the product's own worker, a real SMTP server.
"""

import asyncio
import json
import re
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select
from werkzeug.datastructures import Headers

from config import Settings
from helpdesk.accounts.models import Account
from helpdesk.app import create_app
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from tests.factories.directory import small_register
from tests.journeys.house import House, Sink, free_port, process, settings_environ
from tests.journeys.test_delivery import Desk, new_database
from tests.pages.html import Page
from tests.postgres import database_of_worker

ROOT = Path(__file__).parents[2]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "docs/operations/gunicorn.conf.py", "--workers", "1"]
PATIENCE = 60


@pytest.fixture(scope="module")
def server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database server; empty for SQLite, which has none."""
    if database == "sqlite":
        yield ""
        return
    with database_of_worker("stopping", tmp_path_factory.mktemp("stopping")) as url:
        yield url


@pytest.fixture
def desk(server: str, tmp_path: Path) -> Iterator[Desk]:
    """An installation that writes its log as it does in production."""
    port = free_port()
    environ = settings_environ(tmp_path, "http://127.0.0.1:1", port, server and new_database(server))
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
        small_register()
        db.session.commit()
    house = House(url="", environ={**environ, "HELPDESK_LOGS": "json"}, folder=tmp_path, smtp_port=port)
    yield Desk(app, house, tmp_path / "worker.log")
    house.close_post()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(0.02)


def lines(log: Path) -> list[dict[str, Any]]:
    """What the process has written down; every line of it must be an object."""
    return [json.loads(line) for line in log.read_text().splitlines()]


def has_said(log: Path, words: str) -> bool:
    return log.exists() and words in log.read_text()


def answers(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def opened(port: int, path: str) -> tuple[Page, str]:
    """A page, and the cookie that came with it."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
    cookie = re.sub(";.*", "", answer.headers["Set-Cookie"])
    return Page(path, answer.status, text, None, Headers(), b""), cookie


@pytest.mark.timeout(300)
def test_a_request_under_way_is_finished(desk: Desk) -> None:
    port, log = free_port(), desk.house.folder / "web.log"
    with process([*GUNICORN, "--bind", f"127.0.0.1:{port}", "wsgi:app"], desk.house.environ, log) as web:
        wait_until(lambda: answers(port), "the web server answers")
        page, cookie = opened(port, "/skapa-konto")
        form = page.form("/skapa-konto")
        typed = {"name": "Åsa Öst", "email": "asa.ost@utb.lund.se", "title": "Enhetschef"}
        body = urlencode(form.filled(typed), doseq=True).encode()
        head = (
            f"POST {form.action} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            line.sendall(head.encode())
            assert b"100 Continue" in line.recv(1000)  # it is being handled, and waits for what was typed
            line.sendall(body[:10])
            web.send_signal(signal.SIGTERM)
            wait_until(lambda: has_said(log, "Handling signal: term"), "it knows that it is to stop")
            line.sendall(body[10:])
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 303")
        assert web.wait(PATIENCE) == 0
    with desk.app.app_context():
        assert db.session.scalar(select(func.count(Account.id)).where(Account.email == "asa.ost@utb.lund.se")) == 1
        assert db.session.scalar(select(func.count(Letter.id))) == 1
    told = [line for line in lines(log) if line["event"] == "request"]
    assert [(line["endpoint"], line["status"]) for line in told] == [
        ("accounts.register", 200),
        ("accounts.create_account", 303),
    ]
    assert told[1]["queries"] > 0
    assert "asa" not in log.read_text().lower()


class Slow(Sink):
    """A mail server that takes its time over the first letter."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.may_answer = Event(), Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.is_asked.set()
        await asyncio.to_thread(self.may_answer.wait, PATIENCE)
        return await super().handle_DATA(server, session, envelope)


@pytest.mark.timeout(300)
def test_a_job_under_way_is_finished(desk: Desk) -> None:
    desk.house.sink = post = Slow()
    desk.house.open_post()
    desk.ask(3)
    with desk.worker() as worker:
        assert post.is_asked.wait(PATIENCE)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.3)  # time enough to die of it
        assert worker.poll() is None
        post.may_answer.set()
        assert worker.wait(PATIENCE) == 0
    assert {state: desk.count(state) for state in LetterState if desk.count(state)} == {LetterState.SENT: 3}
    assert set(Counter(str(letter["Message-ID"]) for letter in post.letters).values()) == {1}
    assert desk.ids(Letter.is_perhaps_double) == set()
    told = [line for line in lines(desk.log) if line["event"] == "job"]
    assert ("deliver", "done") in {(line["job"], line["outcome"]) for line in told}
    assert "anna@" not in desk.log.read_text()
