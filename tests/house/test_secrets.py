"""No page, file or feed holds a word that its reader has no business with: every address is asked by every such reader."""

from collections.abc import Collection
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask

from helpdesk.kit.db import db
from helpdesk.web.site import site
from tests.house.addresses import paths
from tests.house.objects import SECRETS
from tests.house.scene import NOTE, WITHOUT_ROLE, WORDS, Scene, set_stage
from tests.pages.browser import Browser

OWN_DRAFTS = {"a draft", "a text under review", "what a reader said"}
HIDDEN_FROM: dict[str, set[str]] = {
    WITHOUT_ROLE: {NOTE, *WORDS.values(), *SECRETS.values()},
    "requester": {NOTE, WORDS["foreign"], *SECRETS.values()},
    # The expert is named on one ticket, has been shown a message of another, and writes articles of the own municipality.
    "expert": {NOTE, WORDS["own"], WORDS["shared"], WORDS["closed"], WORDS["merged"]}
    | {word for place, word in SECRETS.items() if place not in OWN_DRAFTS},
    "administrator": {NOTE, *WORDS.values(), *SECRETS.values()},
}
"""What stands somewhere and not for these."""


@pytest.fixture
def scene(app: Flask, now: object) -> Scene:  # noqa: ARG001  the clock stands
    with app.app_context():
        made = set_stage(site().promise, site().files)
        db.session.commit()
        return made


def _found(app: Flask, scene: Scene, role: str, words: Collection[str]) -> list[str]:
    reader = Browser(app, scene.emails[role])
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint.startswith("demo."):
            continue
        for _, path in paths(rule, scene):
            answer = reader.client.get(path, follow_redirects=True)
            said = _text(answer.get_data())
            found += [f"{path}: {word}" for word in words if word in said]
    return found


def _text(body: bytes) -> str:
    """What a page or a file says; a workbook's words lie packed in it."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.timeout(600)  # some hundred pages, one after the other
@pytest.mark.parametrize("role", HIDDEN_FROM)
def test_nobody_finds_what_is_not_theirs(app: Flask, scene: Scene, role: str) -> None:
    assert _found(app, scene, role, HIDDEN_FROM[role]) == []


@pytest.mark.timeout(600)
def test_the_words_stand_where_those_who_may_find_them(app: Flask, scene: Scene) -> None:
    """Else the test above could not fail."""
    words = {NOTE, *WORDS.values(), *SECRETS.values()}
    seen = {line.rpartition(": ")[2] for line in _found(app, scene, "coordinator", words)}
    assert words - seen <= {SECRETS["a question that was declined"]}
