"""The restore drill, and what a backup is when others work on."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from helpdesk.demo.filling import PASSWORD, demo_accounts, fill
from helpdesk.kit import clock
from helpdesk.kit.backup import rows
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.mailroom.tasks.intake import house
from helpdesk.search import tasks as search
from helpdesk.upkeep.queries.stored import COLUMNS
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.features.upkeep.archives import archive_of, contents, documents, files, flask, with_a_file, with_one_person
from tests.features.upkeep.conftest import Install

Now = Callable[[datetime], None]


def filled_with_the_demo(app: Flask) -> Flask:
    with app.app_context():
        fill(edge=edge(), house=house(), now=clock.now())
        search.index()
    return app


@pytest.mark.timeout(600)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["the same database", "from SQLite"])
def test_the_drill(install: Install, tmp_path: Path, *, elsewhere: bool) -> None:
    old = filled_with_the_demo(install(on_sqlite=elsewhere))
    new = install(is_migrated=False)
    archive = archive_of(old, tmp_path)

    said = flask(new, "backup", "restore", archive)

    before, after = contents(old), contents(new)
    assert {name: len(table) for name, table in after.items()} == {name: len(table) for name, table in before.items()}
    assert after == before
    assert files(new) == files(old) != {}
    assert documents(new) == documents(old) != {}
    assert f"{len(documents(new))} documents in the index" in said
    assert f"{sum(map(len, before.values()))} rows" in said
    with new.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        waiting = db.session.scalar(select(func.count()).where(Letter.state == LetterState.WAITING))
        account(name="Ny Person")  # the counters go on where they were
        db.session.rollback()
    assert f"{waiting} letters had not left" in said
    person = demo_accounts()[0]
    signed_in = new.test_client().post("/logga-in", data={"email": person["email"], "password": PASSWORD})
    assert signed_in.status_code == 303


def test_back_to_sqlite(install: Install, tmp_path: Path) -> None:
    old, new = with_one_person(install()), install(on_sqlite=True)
    key = with_a_file(old)
    flask(new, "backup", "restore", archive_of(old, tmp_path))
    assert contents(new) == contents(old)
    assert files(new) == {key: b"Avtal om larm"}


def test_an_older_backup_is_brought_up_to_date(install: Install, tmp_path: Path) -> None:
    old, new = install(is_migrated=False), install()
    with old.app_context():
        upgrade(revision="0002")
        db.session.execute(text("INSERT INTO county (code, name, letters, sort_key) VALUES ('22', 'Y', 'Y', 'y')"))
        db.session.commit()
    flask(new, "backup", "restore", archive_of(old, tmp_path))
    with new.app_context():
        assert db.session.scalar(text("SELECT name FROM county")) == "Y"
        assert db.session.scalar(text("SELECT count(*) FROM job_run")) == 0


def test_a_backup_of_a_newer_program_is_refused(install: Install, tmp_path: Path) -> None:
    old, new = install(), install()
    with old.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
    said = flask(new, "backup", "restore", archive_of(old, tmp_path), fails=True)
    assert "migration 9999, which this program does not have" in said


def test_only_an_empty_database_is_restored_into(install: Install, tmp_path: Path) -> None:
    app = with_one_person(install())
    before = contents(app)
    said = flask(app, "backup", "restore", archive_of(app, tmp_path), fails=True)
    assert "has rows in account" in said
    assert contents(app) == before


def test_what_others_write_meanwhile_is_not_half_in_it(install: Install) -> None:
    app = with_one_person(install())
    with app.app_context(), rows.snapshot(db.engine) as connection:
        shape = rows.shapes(connection)["account"]
        assert rows.count(connection, shape) == 1
        account(name="Senare")
        db.session.commit()
        assert len(list(rows.dump(connection, shape))) == 1
    assert len(contents(app)["account"]) == 2


def test_a_file_that_is_gone_is_told_of_and_does_not_stop_it(install: Install, tmp_path: Path) -> None:
    app = install()
    gone, kept = with_a_file(app), with_a_file(app, b"Annat")
    with app.app_context():
        site().files.delete(gone)
    said = flask(app, "backup", "create", tmp_path / "backups")
    assert "1 files (1 missing)" in said
    assert "1 files were not in the store" in said
    new = install()
    flask(new, "backup", "restore", max((tmp_path / "backups").iterdir()))
    with new.app_context():
        assert site().files.exists(kept)
        assert not site().files.exists(gone)


def test_the_archive_is_for_its_owner_only_and_is_verified(install: Install, tmp_path: Path) -> None:
    app = with_one_person(install())
    archive = archive_of(app, tmp_path)
    assert archive.stat().st_mode & 0o777 == 0o600
    assert f"{archive} is whole" in flask(app, "backup", "verify", archive)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [archive.name]


def test_old_archives_are_removed_where_asked_for(install: Install, tmp_path: Path, now: Now) -> None:
    app, folder = install(), tmp_path / "backups"
    for day in range(4):
        now(datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=day))
        flask(app, "backup", "create", folder, "--keep", 2)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["helpdesk-2026-11-22-000000Z.tar.gz", "helpdesk-2026-11-23-000000Z.tar.gz"]


def test_every_column_with_a_file_s_key_is_known(migrated: Flask) -> None:
    with migrated.app_context():
        tables = [
            table
            for table in db.metadata.tables.values()
            if {"key", "content_type"} <= set(table.columns.keys()) or "raw_key" in table.columns
        ]
    assert {column.class_.__table__ for column in COLUMNS} == set(tables)


def test_every_type_of_value_comes_back(install: Install) -> None:
    app = install(is_migrated=False)
    ddl = (
        "CREATE TABLE odd (id INTEGER PRIMARY KEY, at TIMESTAMP, price NUMERIC(10, 2), raw {}, hour TIME, share FLOAT, "
        "maybe JSON)"
    )
    with app.app_context(), db.engine.connect() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        connection.exec_driver_sql(ddl.format("BYTEA" if is_postgresql else "BLOB"))
        shape = rows.shapes(connection)["odd"]
        lines = [
            b'[1,"2026-11-20T11:00:00+00:00","12.50","/wA=","09:30:00",0.25,{"a":[1,null]}]\n',
            b"[2,null,null,null,null,null,null]\n",
        ]
        with rows.in_any_order(connection):
            rows.load(connection, shape, shape.columns, lines)
        assert list(rows.dump(connection, shape)) == lines
        assert connection.exec_driver_sql("SELECT count(*) FROM odd WHERE maybe IS NULL").scalar() == 1
        connection.rollback()


def test_rows_that_point_at_nothing_are_refused(install: Install) -> None:
    app = install()
    with app.app_context(), db.engine.connect() as connection:
        shape = rows.shapes(connection)["team_member"]
        line = json.dumps([{"team_id": 999, "account_id": 999}.get(name, 1) for name in shape.columns]).encode()
        connection.rollback()

        def take_in() -> None:
            with connection.begin(), rows.in_any_order(connection):
                rows.load(connection, shape, shape.columns, [line])

        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            take_in()
