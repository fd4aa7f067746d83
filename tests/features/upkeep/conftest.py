"""Installations of their own: what restores a database, or makes its tables, can't share one with other tests."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from config import Settings
from helpdesk.app import create_app
from helpdesk.kit.db import db
from tests.postgres import database_of_worker

Install = Callable[..., Flask]


@pytest.fixture(scope="session")
def server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database server; empty for SQLite, which has none."""
    if database == "sqlite":
        yield ""
        return
    with database_of_worker("upkeep", tmp_path_factory.mktemp("upkeep")) as url:
        yield url


@pytest.fixture
def install(server: str, tmp_path: Path) -> Iterator[Install]:
    """A new installation with nothing in it; on SQLite with `on_sqlite`, else on the database that is tested."""
    made: list[Flask] = []

    def new(*, on_sqlite: bool = False, is_migrated: bool = True) -> Flask:
        folder = tmp_path / f"instance-{len(made)}"
        settings = Settings(
            secret_key="only for tests, only for tests, only for tests",
            public_url="http://localhost",
            mail_url="folder:post",
            instance=folder,
            database_url="" if on_sqlite or not server else _new_database(server),
        )
        app = create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        made.append(app)
        if is_migrated:
            with app.app_context():
                upgrade()
        return app

    yield new
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _new_database(server: str) -> str:
    name = f"upkeep_{secrets.token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
