"""Every endpoint asked by every role, for what is their own, somebody else's, and unknown: a table to be reviewed.

The table is `golden/access.txt`. After a wanted change: `pytest tests/house/test_access_table.py --write-golden`, and read the
difference before it is committed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection
from werkzeug.routing import Rule

from helpdesk.kit.db import db
from helpdesk.web.site import site
from tests.house.scene import FOREIGN, OWN, SHARED, Scene, set_stage
from tests.pages.browser import Browser

GOLDEN = Path(__file__).parent / "golden" / "access.txt"
UNKNOWN = "VT-2026-999999"


@pytest.fixture
def scene(app: Flask, now: object) -> Scene:  # noqa: ARG001  the clock stands
    with app.app_context():
        scene = set_stage(site().promise, site().files)
        db.session.commit()
        return scene


def test_the_table_is_as_reviewed(app: Flask, scene: Scene, request: pytest.FixtureRequest) -> None:
    table = "\n".join(_table(app, scene)) + "\n"
    if request.config.getoption("--write-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(table)
    assert table == GOLDEN.read_text()


def test_no_endpoint_is_missing_from_the_table(app: Flask) -> None:
    """An endpoint that goes away must leave a redirect behind: people keep addresses."""
    listed = {line.split()[1] for line in GOLDEN.read_text().splitlines() if line and not line.startswith("#")}
    assert listed == {rule.endpoint for rule in app.url_map.iter_rules()}


def _table(app: Flask, scene: Scene) -> Iterator[str]:
    roles = list(scene.emails)
    yield "# method endpoint object: " + " ".join(roles)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            for label, path in _paths(rule, scene):
                answers = [str(_ask(app, scene.emails[role], method, path)) for role in roles]
                yield f"{method} {rule.endpoint} {label}: {' '.join(answers)}"


def _paths(rule: Rule, scene: Scene) -> list[tuple[str, str]]:
    """The addresses to ask: one for each kind of object that the rule can name."""
    known: dict[str, list[tuple[str, str]]] = {
        "reference": [("own", OWN), ("foreign", FOREIGN), ("shared", SHARED), ("unknown", UNKNOWN)],
        "token": [("unknown", "x" * 43)],
        "slug": _slugs(rule.endpoint),
        "id_": [("other", str(scene.account_id)), ("unknown", "999999")],
        "file_id": [("public", str(scene.public_file)), ("internal", str(scene.internal_file))],
        "key": [("unknown", "nothing.eml")],
    }
    paths = [("-", rule.rule)]
    for argument in sorted(rule.arguments):
        paths = [
            (f"{label},{name}".removeprefix("-,"), _replaced(path, argument, value))
            for label, path in paths
            for name, value in known[argument]
        ]
    return paths


def _slugs(endpoint: str) -> list[tuple[str, str]]:
    if "topic" in endpoint:
        return [("known", "larm-och-tillsyn"), ("unknown", "finns-inte")]
    return [("public", "oppen"), ("municipalities", "for-kommuner"), ("unknown", "finns-inte")]


def _replaced(path: str, argument: str, value: str) -> str:
    before, _, rest = path.partition("<")
    converter, _, after = rest.partition(">")
    if converter.rpartition(":")[2] == argument:
        return f"{before}{value}{after}"
    return f"{before}<{converter}>{_replaced(after, argument, value)}"


def _ask(app: Flask, email: str, method: str, path: str) -> int:
    """Ask inside a savepoint, so that what the answer changes is gone before the next is asked."""
    with app.app_context():
        connection = db.engine
    assert isinstance(connection, Connection)
    with connection.begin_nested() as savepoint:
        answer = Browser(app, email).client.open(path, method=method)
        savepoint.rollback()
    assert answer.status_code != 500, f"{method} {path} as {email or 'visitor'}: {answer.text[:500]}"
    return answer.status_code
