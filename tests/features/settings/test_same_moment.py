"""Two administrators change the settings at the same instant: real transactions, side by side."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import delete

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
from tests.meeting import at_once, installation

HENRIK = Actor(1, frozenset({Role.ADMINISTRATOR}))
WISHES = ({Setting.OPENS: "11:00"}, {Setting.CLOSES: "10:00"})
"""Each fits the operator's hours, 08:00 to 16:30; both together are no hours."""


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "stating", tmp_path_factory.mktemp("house")) as app:
        yield app


def state(wish: dict[Setting, str]) -> None:
    otherwise = as_stated(operators_site())
    change_settings(HENRIK, wish, otherwise=otherwise, seen=mark_of({}), now=NOON)


@pytest.mark.parametrize("_round", range(8))
def test_one_of_two_states_and_the_other_is_told(house: Flask, _round: int) -> None:
    with house.app_context(), unit_of_work(edge()):
        db.session.execute(delete(StatedSetting))

    came = at_once(house, [partial(state, wish) for wish in WISHES])

    assert sorted(map(str, came)) == sorted(map(str, [None, SettingsStaleError]))
    with house.app_context():
        assert stated_values() == WISHES[came.index(None)]
