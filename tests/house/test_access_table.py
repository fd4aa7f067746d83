"""Every endpoint asked by every role, for what is their own, somebody else's, and unknown: a table to be reviewed.

Forms about an object are sent filled in: a form with faults is answered before anybody asks whose the object is.

The table is `golden/access.txt`. After a wanted change: `pytest tests/house/test_access_table.py --write-golden`, and read the
difference before it is committed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection

from helpdesk.kit.db import db
from helpdesk.web.site import site
from tests.house.addresses import bodies, paths, seen
from tests.house.scene import Scene, set_stage
from tests.pages.browser import Browser

GOLDEN = Path(__file__).parent / "golden" / "access.txt"
FIRST_ERROR = 400


@pytest.fixture
def scene(app: Flask, now: object) -> Scene:  # noqa: ARG001  the clock stands
    with app.app_context():
        scene = set_stage(site().promise, site().files)
        db.session.commit()
        return scene


@pytest.mark.timeout(600)  # some 1500 pages, one after the other
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


def test_every_form_about_an_object_is_carried_out_for_somebody(app: Flask) -> None:
    """Where everybody is refused, the form was filled in wrongly, and the table says nothing about whose object it is.

    (A token is right and object in one: whoever has it may.)
    """
    about_an_object = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set()) and rule.arguments - {"token"}
    }
    carried_out = {
        line.split()[1]
        for line in GOLDEN.read_text().splitlines()
        if line.startswith("POST") and any(int(status) < FIRST_ERROR for status in line.partition(": ")[2].split())
    }
    assert about_an_object - carried_out == set()


def _table(app: Flask, scene: Scene) -> Iterator[str]:
    roles, typed_in = list(scene.emails), bodies(scene)
    yield "# method endpoint object: " + " ".join(roles)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            for label, path in paths(rule, scene):
                typed = (
                    {"version": seen(rule, path, scene), **typed_in.get(rule.endpoint, {})}
                    if method == "POST"
                    else None
                )
                answers = [str(_ask(app, scene.emails[role], method, path, typed)) for role in roles]
                yield f"{method} {rule.endpoint} {label}: {' '.join(answers)}"


def _ask(app: Flask, email: str, method: str, path: str, typed: Mapping[str, Any] | None) -> int:
    """Ask inside a savepoint, so that what the answer changes is gone before the next is asked."""
    with app.app_context():
        connection = db.engine
    assert isinstance(connection, Connection)
    with connection.begin_nested() as savepoint:
        sent = {name: value() if callable(value) else value for name, value in typed.items()} if typed else None
        answer = Browser(app, email).client.open(path, method=method, data=sent)
        savepoint.rollback()
    assert answer.status_code != 500, f"{method} {path} as {email or 'visitor'}: {answer.text[:500]}"
    return answer.status_code
