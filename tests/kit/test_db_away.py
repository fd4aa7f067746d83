"""What is told apart when a statement fails: the database is away for a while, or the program is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.kit.db import is_away
from tests.journeys.house import free_port


def fault_of(do: Callable[[], object]) -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as raised:
        do()
    return raised.value


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'some.db'}"


def said(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(text(statement))


def test_a_server_that_nobody_answers_for_is_away() -> None:
    engine = create_engine(f"postgresql+psycopg://127.0.0.1:{free_port()}/none")
    assert is_away(fault_of(engine.connect))


def test_a_folder_that_is_not_there_is_a_database_that_is_away(tmp_path: Path) -> None:
    assert is_away(fault_of(create_engine(f"sqlite:///{tmp_path / 'none' / 'some.db'}").connect))


def test_a_database_that_somebody_else_writes_to_is_away(file: str) -> None:
    engine = create_engine(file)
    with engine.connect() as writer, engine.connect() as other:
        said(writer, "CREATE TABLE some (id INTEGER PRIMARY KEY)")
        said(other, "PRAGMA busy_timeout=0")
        other.rollback()
        assert is_away(fault_of(lambda: said(other, "BEGIN IMMEDIATE")))
        other.rollback()
        writer.rollback()
    engine.dispose()


def test_no_free_connection_is_a_database_that_is_away(file: str) -> None:
    engine = create_engine(file, pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect():
        assert is_away(fault_of(engine.connect))
    engine.dispose()


def test_a_wrong_statement_is_a_fault(file: str) -> None:
    engine = create_engine(file)
    with engine.connect() as connection:
        assert not is_away(fault_of(lambda: said(connection, "SELECT * FROM nowhere")))
    engine.dispose()


def test_what_may_not_stand_twice_is_a_fault(file: str) -> None:
    engine = create_engine(file)
    with engine.connect() as connection:
        said(connection, "CREATE TABLE some (id INTEGER PRIMARY KEY)", "INSERT INTO some VALUES (1)")
        assert not is_away(fault_of(lambda: said(connection, "INSERT INTO some VALUES (1)")))
    engine.dispose()


def test_what_is_no_database_error_is_a_fault() -> None:
    assert not is_away(ConnectionError())
