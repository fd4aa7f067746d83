"""Rows in bulk: collected table by table, and written the quickest way that the database has."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Column, Connection, Dialect, Table, func, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from helpdesk.kit.db import Base, Row, db

Fill = Callable[[Mapping[str, Any]], list[Any]]


class Bulk:
    """Rows on their way. Ids are given here, so that rows can name each other before they are written.

    For use where nobody else writes meanwhile: inside one transaction, after `alone_with`.
    """

    def __init__(self, *tables: type[Base]) -> None:
        """Take over the numbering of the tables, whose rows are written in this order."""
        self._connection = db.session.connection()
        self._tables = [cast("Table", table.__table__) for table in tables]
        self._rows: dict[str, list[Mapping[str, Any]]] = {table.name: [] for table in self._tables}
        _lock(self._connection, self._tables)
        self._last = {table.__tablename__: _last_id(table) for table in tables if issubclass(table, Row)}
        dialect = self._connection.dialect
        self._fill = {table.name: _filled(table, dialect) for table in self._tables}

    def new_id(self, table: type[Row]) -> int:
        """The next row's id."""
        self._last[table.__tablename__] += 1
        return self._last[table.__tablename__]

    def add(self, table: type[Base], row: Mapping[str, Any]) -> None:
        """Have the row written with the next `flush`; until then it may still change."""
        self._rows[table.__tablename__].append(row)

    def flush(self) -> None:
        """Write what was added since the last time."""
        for table in self._tables:
            if rows := self._rows[table.name]:
                _write(self._connection, table, map(self._fill[table.name], rows))
                rows.clear()

    def close(self) -> None:
        """Write the rest, and let the database go on numbering where this ended."""
        self.flush()
        if self._connection.dialect.name != "postgresql":
            return
        for name, last in self._last.items():
            sequence = func.pg_get_serial_sequence(name, "id")
            self._connection.execute(select(func.setval(sequence, max(last, 1), last > 0)))


def take_stock() -> None:
    """Let the database know at once what it holds, as it would find out by itself some minutes after a load."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        connection.exec_driver_sql("VACUUM (ANALYZE)" if is_postgresql else "PRAGMA optimize")


def _lock(connection: Connection, tables: Iterable[Table]) -> None:
    """Let nobody else write: SQLite's transaction that writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _last_id(table: type[Row]) -> int:
    return db.session.scalar(select(func.max(table.id))) or 0


def _filled(table: Table, dialect: Dialect) -> Fill:
    """What makes of a row the values of all columns as the driver takes them."""
    named = [(column.key, _default(column)) for column in table.columns]
    kinds = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    special = [(place, process) for place, process in enumerate(kinds) if process]

    def fill(row: Mapping[str, Any]) -> list[Any]:
        values = [row.get(name, default) for name, default in named]
        for place, process in special:
            if values[place] is not None:
                values[place] = process(values[place])
        return values

    return fill


def _default(column: "Column[Any]") -> object:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _write(connection: Connection, table: Table, rows: Iterable[list[Any]]) -> None:
    columns = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        cursor = cast("Any", connection.connection.driver_connection).cursor()
        with cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({places})", [tuple(row) for row in rows])  # noqa: S608  our own tables' names
