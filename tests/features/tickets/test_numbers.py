"""Ticket numbers when many ask at once: real transactions, side by side."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.meeting import at_once, installation

QUESTION = Question("Larm", "Hur gör ni?")
ASKERS = 6
WAIT = 30.0
"""Seconds after which somebody who waits is held to wait for ever."""


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "numbers", tmp_path_factory.mktemp("house")) as app:
        with app.app_context():
            small_register()
            db.session.commit()
        yield app


@pytest.fixture
def anna(house: Flask) -> Actor:
    with house.app_context():
        made = actor(account())
        db.session.commit()
    return made


def ask(who: Actor) -> str:
    return open_ticket(who, QUESTION, prefix="VT", promise=site().promise, now=NOON).reference


def references(house: Flask) -> list[str]:
    with house.app_context():
        return list(db.session.scalars(select(Ticket.reference).order_by(Ticket.reference)))


def test_no_two_get_the_same_number(house: Flask, anna: Actor) -> None:
    before = len(references(house))
    assert at_once(house, [partial(ask, anna)] * ASKERS) == [None] * ASKERS
    assert len(set(references(house))) == before + ASKERS


def test_a_number_may_be_lost_but_comes_no_second_time(house: Flask, anna: Actor) -> None:
    lost: list[str] = []

    def break_off() -> None:
        lost.append(ask(anna))
        raise ForbiddenError

    assert at_once(house, [break_off]) == [ForbiddenError]
    assert at_once(house, [partial(ask, anna)]) == [None]
    assert references(house)[-1] >= lost[0]


def test_nobody_waits_for_the_number_of_one_who_is_not_done(house: Flask, anna: Actor, database: str) -> None:
    """SQLite lets one write at a time anyway."""
    has_number, is_other_done = Event(), Event()
    waited: list[bool] = []

    def take_long() -> None:
        ask(anna)
        has_number.set()
        waited.append(is_other_done.wait(WAIT if database == "postgresql" else 0.1))

    def come_meanwhile() -> None:
        has_number.wait(WAIT)
        ask(anna)
        is_other_done.set()

    acts: list[Callable[[], object]] = [take_long, come_meanwhile]
    assert at_once(house, acts) == [None, None]
    assert waited == [database == "postgresql"]
