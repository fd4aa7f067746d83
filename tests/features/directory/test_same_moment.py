"""Two make a topic at the same instant: real transactions, side by side."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.directory.models import Topic
from helpdesk.directory.operations.save_topic import TopicText, make_topic
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import InputError
from helpdesk.kit.db import db
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.meeting import at_once, installation

ROUNDS = 6


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "topics", tmp_path_factory.mktemp("house")) as app:
        with app.app_context():
            small_register()
            db.session.commit()
        yield app


@pytest.fixture
def amir(house: Flask) -> Actor:
    with house.app_context():
        amir = actor(account(Role.COORDINATOR))
        db.session.commit()
        return amir


def make(who: Actor, name: str, parent_code: str | None) -> None:
    make_topic(who, TopicText(name, "", "", "", ""), parent_code=parent_code, now=NOON)


def named(house: Flask, name: str) -> int:
    with house.app_context():
        return db.session.scalar(select(func.count()).select_from(Topic).where(Topic.name_sv == name)) or 0


@pytest.mark.parametrize("parent_code", [None, "LAR"])
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_one_of_two_with_the_same_name_is_made(house: Flask, amir: Actor, round_: int, parent_code: str | None) -> None:
    name = f"Fallsensor {round_}"
    before = named(house, name)

    came = at_once(house, [partial(make, amir, name, parent_code)] * 2)

    assert sorted(map(str, came)) == sorted(map(str, [None, InputError]))
    assert named(house, name) == before + 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_with_different_names_get_a_code_and_a_place_each(house: Flask, amir: Actor, round_: int) -> None:
    names = [f"Kamera {round_}", f"Karta {round_}"]

    came = at_once(house, [partial(make, amir, name, "LAR") for name in names])

    assert came == [None, None]
    assert [named(house, name) for name in names] == [1, 1]
    with house.app_context():
        places = db.session.scalars(select(Topic.position)).all()
    assert len(set(places)) == len(places)
