"""What is remembered is read once, never outlives what this process writes, and never holds what may be undone."""

from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import select, update

from helpdesk.directory.models import Topic
from helpdesk.kit import afterwards
from helpdesk.kit.db import db
from helpdesk.kit.remembered import Remembered, forget_all
from tests.factories.directory import small_register

pytestmark = pytest.mark.usefixtures("stage")
Meanwhile = Callable[[], object]
OLD, NEW = "Larm och tillsyn", "Larm"


class Reading:
    """The name of a topic, and how often it was asked for."""

    def __init__(self) -> None:
        self.times = 0
        self.meanwhile: Meanwhile = lambda: None

    def __call__(self) -> str:
        self.times += 1
        name = db.session.scalars(select(Topic.name_sv).where(Topic.code == "LAR")).one()
        self.meanwhile()
        return name


@pytest.fixture
def read() -> Reading:
    return Reading()


def rename() -> None:
    db.session.get_one(Topic, "LAR").name_sv = NEW
    db.session.flush()


def test_it_is_read_once(read: Reading) -> None:
    name = Remembered(read, Topic)
    assert (name(), name(), read.times) == (OLD, OLD, 1)


def test_it_is_read_again_when_its_time_is_over(read: Reading) -> None:
    name = Remembered(read, Topic, seconds=0)
    assert (name(), name(), read.times) == (OLD, OLD, 2)


def test_it_is_forgotten_when_a_row_of_its_table_is_written(read: Reading) -> None:
    name = Remembered(read, Topic)
    name()
    rename()
    assert name() == NEW


def test_what_is_written_past_the_session_is_not_noticed_until_it_is_said(read: Reading) -> None:
    name = Remembered(read, Topic)
    name()
    db.session.execute(update(Topic).where(Topic.code == "LAR").values(name_sv=NEW))
    assert name() == OLD
    name.forget()
    assert name() == NEW


def test_all_of_it_can_be_forgotten(read: Reading) -> None:
    name = Remembered(read)
    name()
    forget_all()
    assert (name(), read.times) == (OLD, 2)


def test_within_a_unit_of_work_nothing_is_kept(read: Reading) -> None:
    name = Remembered(read, Topic)
    name()
    with afterwards.awaited():
        rename()
        assert name() == NEW
        db.session.rollback()
        small_register()
        assert name() == OLD
    assert read.times == 3


def test_it_is_forgotten_when_the_unit_of_work_is_done(read: Reading) -> None:
    name = Remembered(read, Topic)
    name()
    with afterwards.awaited():
        rename()
    assert name() == NEW


def test_what_was_read_before_it_was_forgotten_is_not_kept(read: Reading) -> None:
    name = Remembered(read, Topic)
    read.meanwhile = name.forget
    name()
    read.meanwhile = lambda: None
    assert (name(), read.times) == (OLD, 2)


def test_every_database_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    times = count()
    number = Remembered(lambda: next(times))
    assert (number(), number()) == (0, 0)
    monkeypatch.setitem(db.engines, None, object())
    assert number() == 1


def test_what_was_known_lately_is_gone_on_with_in_a_unit_of_work_too(read: Reading) -> None:
    name = Remembered(read, Topic)
    name()
    with afterwards.awaited():
        assert (name.lately(), read.times) == (OLD, 1)
        assert (name(), read.times) == (OLD, 2)


def test_what_nobody_knew_lately_is_read_and_not_kept_in_a_unit_of_work(read: Reading) -> None:
    name = Remembered(read, Topic)
    with afterwards.awaited():
        assert (name.lately(), name.lately(), read.times) == (OLD, OLD, 2)
    assert (name.lately(), name.lately(), read.times) == (OLD, OLD, 3)
