"""One process at a time, over all machines of an installation.

SQLite serves one machine: an operating system's lock on a file beside the database. PostgreSQL: an advisory lock on a
connection of its own. Both are let go by whoever holds the other end when a process dies, at once and whatever killed it;
a lock that is a row would be left behind.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from sqlalchemy import BigInteger, Engine, Select, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from helpdesk.kit.db import built_once, db


@contextmanager
def alone(work: str) -> Iterator[bool]:
    """Whether this process alone does `work` (a word of letters and _) while the block runs; False when another is at it already."""
    engine = db.session.get_bind().engine
    holding = _by_connection if engine.dialect.name == "postgresql" else _by_file
    with holding(engine, work) as is_alone:
        yield is_alone


def in_turn(about: str) -> None:
    """Wait until no other transaction that has said the same goes on: what it has written is then seen by this one, which goes next.

    For what two could begin at once, where there is no row yet that could be locked. On SQLite writers wait for each other anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(_waiting(), {"key": _key(about)})


@built_once
def _waiting() -> Select[None]:
    return select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))


@contextmanager
def _by_file(engine: Engine, work: str) -> Iterator[bool]:
    with Path(f"{engine.url.database}.{work}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _by_connection(engine: Engine, work: str) -> Iterator[bool]:
    with engine.connect() as connection:
        connection.detach()  # closed for good at the end, not given back with the lock still on it
        is_alone = bool(connection.scalar(select(func.pg_try_advisory_lock(_key(work)))))
        connection.commit()  # the lock is the connection's, not the transaction's, which would hold back vacuuming
        try:
            yield is_alone
        finally:
            # The server lets go of it only when it sees that the connection is closed: whoever asks before that is told no.
            with suppress(DBAPIError):
                connection.execute(select(func.pg_advisory_unlock_all()))


def _key(work: str) -> int:
    return int.from_bytes(sha256(f"helpdesk:{work}".encode("utf-8", "replace")).digest()[:8], signed=True)
