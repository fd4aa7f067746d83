"""The database: one session a request, one naming convention, types that mean the same on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum, StrEnum
from functools import wraps
from time import monotonic
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Dialect, Engine, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import ReturningInsert

_NO_ROOM = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}

_RETURNED = "returned"
_TRUSTED = 0.1
"""Seconds for which a connection that has just been used is taken to be well."""
_UNFORCED = sa.func.set_config("synchronous_commit", "off", True)  # noqa: FBT003  SQL has no keywords
S = TypeVar("S")
V = TypeVar("V")

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: takes aware times only, gives them back in UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's own signature
        """Refuse a time without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's own signature
        """Put the zone back where the database does not keep it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SortKey(sa.types.TypeDecorator[str]):
    """A key of `kit.sorting`, compared byte by byte on every database."""

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[str]:
        """PostgreSQL would use the server's language; SQLite compares bytes by itself."""
        return dialect.type_descriptor(sa.String(collation="C" if dialect.name == "postgresql" else None))


def enum_type(members: type[StrEnum]) -> sa.Enum:
    """A column of the enum's values (not its names), with a named CHECK."""

    def values(kind: type[Enum]) -> list[Any]:
        return [member.value for member in kind]

    return sa.Enum(
        members,
        values_callable=values,
        native_enum=False,
        create_constraint=True,
        name=members.__name__.lower(),
        length=32,
    )


class Base(DeclarativeBase):
    """Every table's base."""

    registry = registry(
        type_annotation_map={datetime: UtcDateTime, int: sa.BigInteger().with_variant(sa.Integer, "sqlite")},
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


class Row(Base):
    """A table with a surrogate key."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)


# Inside a test's outer transaction the session works in savepoints; on an engine of its own this changes nothing.
db = SQLAlchemy(model_class=Base, session_options={"join_transaction_mode": "create_savepoint"})


def upsert(table: type[Base] | sa.FromClause) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what to do on conflict, which both databases write alike and SQL does not know.

    Of a class's `__table__` it costs half as much to send: the session's work is then not flushed first.
    """
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)  # type: ignore[arg-type]  # a table or its class


def plain_insert(table: type[Base]) -> sa.Insert:
    """An INSERT past the mapper, for rows that nobody needs back: what else waits to be written is not written first."""
    return sa.insert(table.__table__)  # type: ignore[arg-type]  # a class's table is a table


def built_once(build: Callable[[], S]) -> Callable[[], S]:
    """A statement with parameters, built when it is first needed on a kind of database: to build it costs as much as to send it."""
    known: dict[str, S] = {}

    @wraps(build)
    def built() -> S:
        name = db.session.get_bind().dialect.name
        if name not in known:
            known[name] = build()
        return known[name]

    return built


def aside(statement: ReturningInsert[V], values: Mapping[str, Any]) -> V:
    """The one value that a statement gives, committed at once: others need not wait for what it locks until all is done.

    It stands even where the transaction is undone. It may be lost with the machine's power, but only together with all that
    was committed after it. Where one writes at a time (SQLite) it is a part of the transaction.
    """
    bind = db.session.get_bind()
    if isinstance(bind, Engine) and bind.dialect.name == "postgresql":
        with bind.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # The lock goes with the commit: waiting for the disk there would let all others wait for it in turn.
            return connection.execute(statement.returning(_UNFORCED), values).one()[0]
    return db.session.execute(statement, values).one()[0]


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside may write from their start (SQLite: BEGIN IMMEDIATE)."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, went away, had no room or gave another writer way, so that the same may go well in a while.

    Whether a commit that fails so was done or not nobody knows.
    """
    if isinstance(error, DBAPIError):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return error.connection_invalidated or _is_away(error.orig) or (code is not None and code & 0xFF in _NO_ROOM)
    return isinstance(error, PoolTimeoutError) or (isinstance(error, PendingRollbackError) and error.code == "8s2b")


def _is_away(error: BaseException | None) -> bool:
    """By SQLSTATE: no connection, two that waited for each other, no resources, stopped by the operator; none without an answer."""
    if not isinstance(error, psycopg.OperationalError):
        return False
    return error.sqlstate is None or error.sqlstate.startswith(("08", "40", "53", "57P"))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001  the driver's own connection
    if type(connection).__module__ != "sqlite3":
        return
    # Python's sqlite3 begins transactions too late and breaks savepoints: begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "checkin")
def _note_return(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_RETURNED] = monotonic()


@event.listens_for(Engine, "checkout")
def _ping(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401  the driver's own connection
    """A connection that has lain for longer than `_TRUSTED` is asked whether the server is still there.

    A database that was started anew is met by new connections, not by faults: but for who comes within that moment. To ask
    each time would be one more journey to the server in every transaction.
    """
    returned = record.info.get(_RETURNED)
    if returned is None or monotonic() - returned < _TRUSTED or not isinstance(connection, psycopg.Connection):
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error:
        raise InvalidatePoolError from None


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that starts to write while another writes fails at once, whatever the time-out.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
