"""The migrations make exactly the tables that the models describe, up and down, with data in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from config import Settings
from helpdesk.app import create_app
from helpdesk.domain.access import Audience
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleKind, Revision
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.postgres import database_of_worker

OLD_ROWS = (
    """INSERT INTO topic (code, slug, name_sv, name_en, description_sv, icon, position, is_archived)
    VALUES ('A', 'a', 'A', '', '', '', 1, false), ('B', 'b', 'B', '', '', '', 2, false)""",
    """INSERT INTO account (id, email, name, title, is_municipality_confirmed, language, has_shortcuts, session_key, is_open,
    created_at, sort_key) VALUES (7, 'a@b.example', 'A', '', false, 'sv', false, 'k', true, '2026-01-01 08:00:00+00:00', 'a')""",
    """INSERT INTO article (id, slug, kind, audience, owner_id, published_at, review_by, version)
    VALUES (5, 'lista', 'checklist', 'municipalities', 7, '2026-09-01 08:00:00+00:00', '2027-09-01', 1)""",
    "INSERT INTO article_topic (article_id, topic_code, position) VALUES (5, 'B', 0), (5, 'A', 1)",
    """INSERT INTO revision (id, article_id, number, state, title, short_answer, body, keywords, phases, sources, author_id,
    written_at) VALUES (3, 5, 1, 'published', 'T', 'S', 'B', '[]', '[]', '[]', 7, '2026-09-01 08:00:00+00:00')""",
    "UPDATE article SET published_revision_id = 3",
)


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


def test_an_article_from_before_keeps_its_kind_topics_and_dates(empty: Flask) -> None:
    with empty.app_context():
        upgrade(revision="0001")
        for row in OLD_ROWS:
            db.session.execute(text(row))
        db.session.commit()
        db.session.remove()
        upgrade()
        made = db.session.scalars(select(Revision)).one()
        assert (made.kind, made.audience, made.topics) == (ArticleKind.CHECKLIST, Audience.MUNICIPALITIES, ["B", "A"])
        assert made.review_by == date(2027, 9, 1)
        assert made.written_by == [7]
        assert db.session.scalars(select(Article)).one().reviewed_on == date(2026, 9, 1)
        db.session.remove()
        downgrade(revision="0001")
        assert db.session.scalar(text("SELECT count(*) FROM revision")) == 1
