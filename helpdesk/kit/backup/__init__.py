"""Backups: one archive with the database as it was at one moment, and every file that it names; and back again."""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from helpdesk.kit.backup import rows
from helpdesk.kit.backup.archive import (
    ARCHIVE,
    FILES,
    TABLES,
    DamagedError,
    Manifest,
    TablePart,
    Writer,
    members,
    new_archive,
    verified,
)
from helpdesk.kit.db import writing
from helpdesk.kit.files import Store

__all__ = ["DamagedError", "Manifest", "NotEmptyError", "create", "restore", "revision_of", "verified"]

_CHUNK = 256 * 1024


class NotEmptyError(Exception):
    """The database to restore into has rows already; the words say where."""


def revision_of(connection: Connection) -> str:
    """The migration that the database has reached; empty where it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def create(
    path: Path, engine: Engine, store: Store, *, keys: Callable[[Connection], Iterable[str]], now: datetime
) -> Manifest:
    """Write the archive at `path`, and say what is in it. `keys`: the files that the database names.

    Others may work on meanwhile. A file that is not in the store is named in `missing`.
    """
    with rows.snapshot(engine) as connection, new_archive(path) as archive:
        manifest = Manifest(made_at=now.isoformat(), revision=revision_of(connection))
        for name, shape in rows.shapes(connection).items():
            part, count = archive.add(f"{TABLES}{name}.jsonl", rows.dump(connection, shape))
            manifest.tables[name] = TablePart(shape.columns, count, part.size, part.sha256)
        for key in sorted(set(keys(connection))):
            _add_file(archive, manifest, store, key)
        archive.close(manifest)
    return manifest


def _add_file(archive: Writer, manifest: Manifest, store: Store, key: str) -> None:
    try:
        with closing(store.open(key)) as file:
            manifest.files[key], _ = archive.add(f"{FILES}{key}", iter(lambda: file.read(_CHUNK), b""))
    except FileNotFoundError:
        manifest.missing.append(key)


def restore(path: Path, engine: Engine, store: Store, *, make_tables: Callable[[str], None]) -> Manifest:
    """Read the archive into an empty database and its files into the store; all of the rows or none.

    The archive is read twice: nothing of one that is damaged is ever taken in. `make_tables` brings the empty database to a
    migration. Raises DamagedError, NotEmptyError.
    """
    manifest = verified(path)
    refuse_filled(engine)
    make_tables(manifest.revision)
    put: list[str] = []

    def keep(key: str, content: IO[bytes]) -> None:
        put.append(key)
        store.put_back(key, content)

    try:
        with writing(), engine.connect() as connection, connection.begin():
            _fill(connection, path, manifest, keep)
    except BaseException:
        for key in put:
            store.delete(key)
        raise
    return manifest


def refuse_filled(engine: Engine) -> None:
    """Raises NotEmptyError where any table has a row."""
    with engine.connect() as connection:
        filled = [name for name, shape in rows.shapes(connection).items() if rows.count(connection, shape)]
    if filled:
        raise NotEmptyError(", ".join(filled))


def _fill(connection: Connection, path: Path, manifest: Manifest, keep: Callable[[str, IO[bytes]], None]) -> None:
    shapes = rows.shapes(connection)
    if shapes.keys() != manifest.tables.keys():
        what = f"has other tables than migration {manifest.revision} makes"
        raise DamagedError(ARCHIVE, what)
    with rows.in_any_order(connection):
        for name, content in members(path):
            if name.startswith(TABLES):
                table = name.removeprefix(TABLES).removesuffix(".jsonl")
                rows.load(connection, shapes[table], manifest.tables[table].columns, content)
            elif name.startswith(FILES):
                keep(name.removeprefix(FILES), content)
    for name, shape in shapes.items():
        rows.set_counters(connection, shape)
        if rows.count(connection, shape) != manifest.tables[name].rows:
            raise DamagedError(name, "did not become what it was")
