"""Tables as lines of text, the same from every database: what SQLite wrote PostgreSQL can read, and the other way round.

The tables are taken as the database has them, not as the program would make them today, so that an old backup can be read.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

VERSIONS = "alembic_version"
"""The migrations' own table: it is made by them."""
_BATCH = 1_000
_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the database has it, its columns in their order."""

    table: sa.Table
    key: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.table.columns]


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at one moment, whatever others write meanwhile."""
    options: dict[str, Any] = {"stream_results": True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    # SQLite: a transaction that reads sees what was there when it first read (WAL).
    with engine.connect().execution_options(**options) as connection:
        yield connection
        connection.rollback()


def shapes(connection: Connection) -> dict[str, Shape]:
    """All tables but the migrations' own, by name."""
    inspector = sa.inspect(connection)
    return {
        name: Shape(
            sa.Table(name, sa.MetaData(), *(_column(each) for each in inspector.get_columns(name))),
            tuple(inspector.get_pk_constraint(name)["constrained_columns"]),
        )
        for name in sorted(inspector.get_table_names())
        if name != VERSIONS
    }


def count(connection: Connection, shape: Shape) -> int:
    """How many rows the table has."""
    return connection.scalar(sa.select(sa.func.count()).select_from(shape.table)) or 0


def dump(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """Each row as one line: an array of the columns' values, ordered by the table's key."""
    ordered = sa.select(shape.table).order_by(*(shape.table.c[name] for name in shape.key))
    for row in connection.execute(ordered, execution_options={"yield_per": _BATCH}):
        yield _LINES.encode(list(row)).encode() + b"\n"


def load(connection: Connection, shape: Shape, columns: list[str], lines: Iterable[bytes]) -> None:
    """Insert the rows of `dump`; `columns` says what their values are. Raises KeyError for a column that is not there."""
    written = (json.loads(line) for line in lines)
    if connection.dialect.name == "postgresql":
        _copy(connection, shape, columns, written)
        return
    readers = [(name, _reader(shape.table.c[name].type)) for name in columns]
    rows = ({name: read(value) for (name, read), value in zip(readers, values, strict=True)} for values in written)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(sa.insert(shape.table), batch)


def _copy(connection: Connection, shape: Shape, columns: list[str], written: Iterable[list[Any]]) -> None:
    """PostgreSQL takes rows in one stream, many times faster, and reads instants and numbers as they are written."""
    quote = connection.dialect.identifier_preparer.quote
    readers = [_copied(shape.table.c[name].type) for name in columns]
    into = f"{quote(shape.table.name)} ({', '.join(quote(name) for name in columns)})"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as stream:
        for values in written:
            stream.write_row([read(value) for read, value in zip(readers, values, strict=True)])


@contextmanager
def in_any_order(connection: Connection) -> Iterator[None]:
    """Rows may be inserted before those that they point at; when the block ends, all of them are checked."""
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # until the commit, which then checks
        yield
        return
    constraints = connection.exec_driver_sql(_FOREIGN_KEYS).all()
    for table, name, _ in constraints:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in constraints:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def set_counters(connection: Connection, shape: Shape) -> None:
    """Let PostgreSQL's counters go on after the highest key there is; SQLite counts from the rows themselves."""
    if connection.dialect.name != "postgresql":
        return
    quoted = connection.dialect.identifier_preparer.quote(shape.table.name)
    for name in shape.key:
        counter = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(quoted, name)))
        highest = connection.scalar(sa.select(sa.func.max(shape.table.c[name]))) if counter else None
        if highest is not None:
            connection.execute(sa.select(sa.func.setval(counter, highest)))


def _column(described: Any) -> sa.Column[Any]:  # noqa: ANN401  the inspector's own record
    kind = described["type"]
    if isinstance(kind, sa.JSON):
        kind = sa.JSON(none_as_null=described["nullable"])
    return sa.Column(described["name"], kind)


def _written(value: object) -> str:
    """What JSON has no form for."""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


_LINES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written)


def _copied(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    """What turns a written value into what a stream of rows takes."""
    if isinstance(kind, sa.JSON):
        is_null = kind.none_as_null
        return lambda value: None if value is None and is_null else _LINES.encode(value)
    if isinstance(kind, sa.LargeBinary):
        return lambda value: None if value is None else b64decode(value)
    return lambda value: value


def _reader(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    """What turns a written value back into the column's own."""
    readers: tuple[tuple[type[sa.types.TypeEngine[Any]], Callable[[Any], Any]], ...] = (
        (sa.DateTime, datetime.fromisoformat),
        (sa.Date, date.fromisoformat),
        (sa.Time, time.fromisoformat),
        (sa.LargeBinary, b64decode),
        (sa.Float, float),
        (sa.Numeric, Decimal),
    )
    for known, read in readers:
        if isinstance(kind, known):
            return lambda value: None if value is None else read(value)
    return lambda value: value
