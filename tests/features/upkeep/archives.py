"""Installations with something in them, and what is in them; for tests of backups and of the doctor."""

from io import BytesIO
from pathlib import Path

from flask import Flask

from helpdesk.domain.actor import Role
from helpdesk.kit import clock
from helpdesk.kit.backup import rows
from helpdesk.kit.db import db
from helpdesk.search import tasks as search
from helpdesk.tickets.models.writing import Attachment
from helpdesk.upkeep.queries.stored import stored_keys
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.directory import small_register


def with_one_person(app: Flask) -> Flask:
    with app.app_context():
        small_register()
        account(Role.ADMINISTRATOR, name="Åsa Öberg", email="asa@kommun.example")
        db.session.commit()
    return app


def with_a_file(app: Flask, content: bytes = b"Avtal om larm") -> str:
    """Adds a draft's file; gives its key."""
    with app.app_context():
        kept = site().files.put(BytesIO(content), limit_bytes=1000)
        row = {"key": kept.key, "name": "avtal.txt", "content_type": "text/plain", "size": kept.size}
        db.session.add(Attachment(**row, sha256=kept.sha256, added_at=clock.now()))
        db.session.commit()
        return kept.key


def flask(app: Flask, *words: object, fails: bool = False) -> str:
    """Run one of the product's commands; gives what it said."""
    answer = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert (answer.exit_code != 0) == fails, answer.output
    return answer.output


def archive_of(app: Flask, folder: Path) -> Path:
    flask(app, "backup", "create", folder)
    return max(folder.glob("helpdesk-*Z.tar.gz"))


def contents(app: Flask) -> dict[str, list[bytes]]:
    """Every row of every table as it would be written."""
    with app.app_context(), rows.snapshot(db.engine) as connection:
        return {name: list(rows.dump(connection, shape)) for name, shape in rows.shapes(connection).items()}


def files(app: Flask) -> dict[str, bytes]:
    """Every file that the database names, with what is in it."""
    with app.app_context():
        found = {}
        for key in stored_keys(db.session.connection()):
            with site().files.open(key) as file:
                found[key] = file.read()
        return found


def documents(app: Flask) -> dict[str, int]:
    with app.app_context():
        return dict(search.engine().index.ids())
