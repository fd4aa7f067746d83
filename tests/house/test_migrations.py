"""The migrations make exactly the tables that the models describe, up and down, with data in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from config import Settings
from helpdesk.app import create_app
from helpdesk.kit.db import db
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.postgres import database_of_worker


@pytest.fixture
def empty(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database of its own."""
    settings = Settings(secret_key="x" * 40, public_url="http://localhost", instance=tmp_path)
    if database == "sqlite":
        app = create_app(settings)
        yield app
        with app.app_context():
            db.engine.dispose()
        return
    with database_of_worker("migrations", tmp_path) as url:
        app = create_app(
            Settings(secret_key="x" * 40, public_url="http://localhost", instance=tmp_path, database_url=url)
        )
        yield app
        with app.app_context():
            db.engine.dispose()


def test_the_models_and_the_migrations_say_the_same(migrated: Flask) -> None:
    with migrated.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, db.metadata) == []


def test_up_with_data_and_down_to_nothing(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
        small_register()
        account(municipality="2280")
        db.session.commit()
        db.session.remove()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert "ticket" in inspect(db.engine).get_table_names()
