"""Two administrators change the settings at the same instant: real transactions, side by side."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import delete

from config import Settings
from helpdesk.app import create_app
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.stating import Setting
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.settings.models import StatedSetting
from helpdesk.settings.operations.change_settings import SettingsStaleError, change_settings
from helpdesk.settings.queries.stated import mark_of, stated_values
from helpdesk.web.edge import edge
from helpdesk.web.site import as_stated, operators_site
from tests.conftest import NOON
from tests.postgres import database_of_worker

HENRIK = Actor(1, frozenset({Role.ADMINISTRATOR}))
WISHES = ({Setting.OPENS: "11:00"}, {Setting.CLOSES: "10:00"})
"""Each fits the operator's hours, 08:00 to 16:30; both together are no hours."""


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation of its own: transactions that meet must be real ones."""
    folder = tmp_path_factory.mktemp("house")
    if database == "sqlite":
        yield from _installed(folder, "")
        return
    with database_of_worker("stating", folder) as url:
        yield from _installed(folder, url)


def _installed(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(
        Settings(
            secret_key="only for tests, only for tests, only for tests",
            public_url="http://localhost",
            mail_url="folder:post",
            instance=folder,
            database_url=url,
        )
    )
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("_round", range(8))
def test_one_of_two_states_and_the_other_is_told(house: Flask, _round: int) -> None:
    start, came = Barrier(len(WISHES)), dict[int, str]()
    with house.app_context(), unit_of_work(edge()):
        db.session.execute(delete(StatedSetting))

    def state(place: int) -> None:
        with house.app_context():
            start.wait()
            try:
                with unit_of_work(edge()):
                    otherwise = as_stated(operators_site())
                    change_settings(HENRIK, WISHES[place], otherwise=otherwise, seen=mark_of({}), now=NOON)
            except SettingsStaleError:
                came[place] = "stale"
            else:
                came[place] = "stated"

    threads = [Thread(target=state, args=(place,)) for place in range(len(WISHES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came.values()) == ["stale", "stated"]
    with house.app_context():
        assert stated_values() in WISHES
