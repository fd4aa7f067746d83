"""One application a run on a real database, made by its migrations; each test in a transaction that is rolled back.

`--database=postgresql` runs the same tests on a PostgreSQL of its own, from a wheel. No application context stays open
while a client is used: what an extension keeps in it would leak from one visitor to the next.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import inf
from typing import TypeVar

import hypothesis
import pytest
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from helpdesk.app import create_app
from helpdesk.kit import clock
from helpdesk.kit.db import db
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.postgres import database_of_worker

T = TypeVar("T")
hypothesis.settings.register_profile("house", deadline=None)  # a slow machine is no fault
hypothesis.settings.load_profile("house")
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
"""A Friday at noon in Sweden."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="the database to test on")
    parser.addoption("--write-golden", action="store_true", help="write reviewed tables anew")


AT_ONCE = 40
"""Tests of a file that one process takes at a time."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Share the tests out among processes by file, a long file in several parts; what takes longest comes first."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    seen: Counter[str] = Counter()
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(f"{file}-{seen[file] // AT_ONCE}"))
        seen[file] += 1


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database, to be named where a test depends on it."""
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def settings(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("instance")
    values = {
        "secret_key": "only for tests, only for tests, only for tests",
        "public_url": "http://localhost",
        "mail_url": f"folder:{folder / 'post'}",
        "instance": folder,
        "is_demo": True,
    }
    if database == "sqlite":
        yield Settings(**values)
        return
    with database_of_worker(os.environ.get("PYTEST_XDIST_WORKER", "main"), folder) as url:
        yield Settings(**values, database_url=url)


@pytest.fixture(scope="session")
def migrated(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False  # house/test_csrf.py tests with it on
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The application in a transaction that is rolled back after the test; it begins with no setting stated, and knows it."""
    migrated.extensions["stating"].take({}, seconds=inf)
    with migrated.app_context():
        engines, engine = db.engines, db.engine
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection  # type: ignore[assignment]  # a connection does what the session asks of an engine
    yield migrated
    with migrated.app_context():
        db.session.remove()
    engines[None] = engine
    outer.rollback()
    connection.close()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The clock stands at NOON; call the fixture with another instant to set it."""
    at = [NOON]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    return lambda instant: at.__setitem__(0, instant)


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """A new visitor's browser; with an account's address, one that is signed in as it."""

    def visit(email: str = "") -> Browser:
        return Browser(app, email)

    return visit


@pytest.fixture
def stage(app: Flask, now: Callable[[datetime], None]) -> Iterator[None]:  # noqa: ARG001  the clock stands
    """An open application context with the small register in it, for tests of operations and queries (no client in it)."""
    with app.app_context():
        small_register()
        yield


@pytest.fixture
def filled(app: Flask) -> Callable[[Callable[[], T]], T]:
    """Fill the database before a client is used: `filled(make)` runs `make` in a context of its own and commits.

    (The commit is a savepoint's; the outer transaction is rolled back after the test.)
    """

    def fill(make: Callable[[], T]) -> T:
        with app.app_context():
            made = make()
            db.session.commit()
            return made

    return fill
