"""`flask mail reparse`: a letter that was kept is read again, as after the reader has learned something."""

import hashlib
import json

import click
from flask.cli import with_appcontext

from helpdesk.domain.actor import SYSTEM
from helpdesk.kit import clock
from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.bounded import UnreadableLetterError
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.operations.quarantine import retry
from helpdesk.mailroom.queries.kept import kept_letter
from helpdesk.mailroom.tasks.intake import file_waiting, reader
from helpdesk.web.edge import edge
from helpdesk.web.site import site


@click.command()
@click.argument("letter_id", type=int)
@click.option("--file", "is_filed", is_flag=True, help="File it anew, if it lies in quarantine.")
@with_appcontext
def reparse(letter_id: int, *, is_filed: bool) -> None:
    """Read the kept letter LETTER_ID again and print what it says, as `flask mail parse` does."""
    kept = kept_letter(letter_id)
    if kept is None:
        message = f"There is no letter {letter_id}."
        raise click.ClickException(message)
    raw = _raw(letter_id, kept.raw_key)
    if hashlib.sha256(raw).hexdigest() != kept.sha256:
        message = (
            f"What is kept of letter {letter_id} is not what came: its hash is another one. Fetch it from a backup."
        )
        raise click.ClickException(message)
    try:
        letter = reader().read(raw)
    except UnreadableLetterError:
        letter = reader().read_head(raw)
    click.echo(json.dumps(as_json(letter), ensure_ascii=False))
    if is_filed and kept.is_quarantined:
        with unit_of_work(edge()):
            retry(SYSTEM, letter_id, now=clock.now())
        file_waiting()
    reader().close()


def _raw(letter_id: int, key: str) -> bytes:
    try:
        with site().files.open(key) as file:
            return file.read()
    except FileNotFoundError:
        why = "It is not in the store: fetch it from a backup." if key else "The mail server has not given it out."
        message = f"Nothing is kept of letter {letter_id}. {why}"
        raise click.ClickException(message) from None
