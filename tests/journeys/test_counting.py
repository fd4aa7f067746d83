"""What a web process has counted reaches the worker when the process is told to stop (SIGTERM), and is then written down."""

import signal
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from helpdesk.app import create_app
from helpdesk.domain.tallies import ARTICLE_READ
from helpdesk.kit import tally
from helpdesk.kit.db import db
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.journeys.house import FLASK, free_port, process, settings_environ
from tests.journeys.test_stopping import GUNICORN, answers, wait_until
from tests.postgres import database_of_worker

EVER = (date(2000, 1, 1), date(2100, 1, 1))
READS = 3


@pytest.fixture
def environ(database: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    if database == "sqlite":
        yield settings_environ(tmp_path, "http://127.0.0.1:1", 1)
        return
    with database_of_worker("counting", tmp_path) as url:
        yield settings_environ(tmp_path, "http://127.0.0.1:1", 1, url)


@pytest.fixture
def app(environ: dict[str, str]) -> Iterator[Flask]:
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
        small_register()
        article("nattillsyn")
        db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def read(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/kunskapsbank/nattillsyn", headers={"User-Agent": "Mozilla/5.0 Firefox/128.0"})
    assert connection.getresponse().status == 200
    connection.close()


def counted(app: Flask) -> int:
    with app.app_context():
        return sum(tally.numbers(ARTICLE_READ, *EVER).values())


@pytest.mark.timeout(300)
def test_nothing_is_lost_when_it_stops_in_good_order(app: Flask, environ: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    command = [*GUNICORN[:-1], "2", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    with process(command, environ, tmp_path / "web.log") as web:
        wait_until(lambda: answers(port), "the web server answers")
        for _ in range(READS):
            read(port)
        web.send_signal(signal.SIGTERM)
        assert web.wait(60) == 0
    assert "Firefox" not in (tmp_path / "web.log").read_text(), "no line tells who has read what"
    with process([*FLASK, "worker"], environ, tmp_path / "worker.log"):
        wait_until(lambda: counted(app) >= READS, "the worker has added them up")
    assert counted(app) == READS
