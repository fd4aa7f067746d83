"""Commands of `directory`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from helpdesk.directory.operations.load_register import FOLDER, load_register
from helpdesk.directory.operations.reading import RegisterError
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge


@click.group()
def directory() -> None:
    """Municipalities, organisations and topics."""


@directory.command()
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=FOLDER,
    help="Another folder with the register's files.",
)
@with_appcontext
def load(folder: Path) -> None:
    """Load the register; can be run again."""
    try:
        with unit_of_work(edge()):
            counts = load_register(folder)
    except RegisterError as error:
        raise click.ClickException(str(error)) from None
    for each in counts:
        click.echo(f"{each.table}: {each.added} added, {each.changed} changed, {each.kept} left as they were")
