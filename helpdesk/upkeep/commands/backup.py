"""Backups: create, verify, restore."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select

from helpdesk.kit import backup as archives
from helpdesk.kit import clock
from helpdesk.kit.backup import DamagedError, Manifest, NotEmptyError
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.search import tasks as search
from helpdesk.upkeep.queries import migrations
from helpdesk.upkeep.queries.stored import stored_keys
from helpdesk.web.site import site

NAME = "helpdesk-{:%Y-%m-%d-%H%M%S}Z.tar.gz"
ARCHIVE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def backup() -> None:
    """Archives of the database and all files; between SQLite and PostgreSQL, too."""


@backup.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="Remove all but so many of the newest archives in FOLDER.")
@with_appcontext
def create(folder: Path, keep: int | None) -> None:
    """Write an archive into FOLDER while all others work on, and read it again to see that it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    path = folder / NAME.format(now)
    archives.create(path, db.engine, site().files, keys=stored_keys, now=now)
    manifest = _verified(path)
    click.echo(f"{path}: {_told(manifest)}.")
    if manifest.missing:
        click.echo(f"{len(manifest.missing)} files were not in the store; flask doctor names them.", err=True)
    if keep:
        for old in sorted(folder.glob("helpdesk-*Z.tar.gz"))[:-keep]:
            old.unlink()
            click.echo(f"{old} removed.")


@backup.command()
@click.argument("file", type=ARCHIVE)
def verify(file: Path) -> None:
    """Read all of FILE and compare every count and hash with its manifest."""
    click.echo(f"{file} is whole: {_told(_verified(file))}.")


@backup.command()
@click.argument("file", type=ARCHIVE)
@with_appcontext
def restore(file: Path) -> None:
    """Bring FILE back into an empty database, bring that up to date, and build the search index."""
    try:
        manifest = archives.restore(file, db.engine, site().files, make_tables=_make_tables)
    except (DamagedError, NotEmptyError) as error:
        raise click.ClickException(_sentence(error)) from None
    upgrade()
    search.rebuild()
    click.echo(f"Restored: {_told(manifest)}. {len(search.engine().index.ids())} documents in the index.")
    waiting = db.session.scalar(
        select(func.count()).where(Letter.state.in_((LetterState.WAITING, LetterState.CLAIMED)))
    )
    if waiting:
        click.echo(f"{waiting} letters had not left when the archive was made: the worker sends them when it starts.")


def _make_tables(revision: str) -> None:
    """Bring the empty database to the archive's migration, from whichever it is at."""
    if not migrations.is_known(revision):
        message = (
            f"The archive is of migration {revision or 'none'}, which this program does not have. Take a newer one."
        )
        raise click.ClickException(message)
    present = migrations.present()
    db.session.remove()
    if present not in {"", revision}:
        downgrade(revision="base")
    upgrade(revision=revision)


def _verified(path: Path) -> Manifest:
    try:
        return archives.verified(path)
    except DamagedError as error:
        raise click.ClickException(_sentence(error)) from None


def _sentence(error: DamagedError | NotEmptyError) -> str:
    if isinstance(error, NotEmptyError):
        return f"Only an empty database is restored into; this one has rows in {error}."
    return f"The archive is damaged: {error}."


def _told(manifest: Manifest) -> str:
    made, tables = manifest.made_at[:19].replace("T", " "), len(manifest.tables)
    files = f"{len(manifest.files)} files" + (f" ({len(manifest.missing)} missing)" if manifest.missing else "")
    return f"{manifest.rows} rows in {tables} tables, {files}, as of {made} UTC, migration {manifest.revision}"
