"""`flask mail parse`: what is in a raw letter, as JSON. Needs no settings and no database; `wsgi.py` starts it without."""

import json
import os
import sys
from pathlib import Path

import click

from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.heads import read_headers_only
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.commands.mail import mail

__all__ = ["mail", "parse"]

_SECONDS = 8.0
"""Who asks here waits for the answer: a letter that takes longer is answered by its head."""


@mail.command()
@click.option("--batch", is_flag=True, help="Read a path a line from standard input; print an object a line.")
def parse(*, batch: bool) -> None:
    """Print the raw letter on standard input as a JSON object."""
    with BoundedReader(seconds=_SECONDS) as reader:
        if not batch:
            reader.warm()
            _print(_read(reader, sys.stdin.buffer.read()))
            return
        for line in sys.stdin.buffer:
            if path := line.rstrip(b"\r\n"):
                _print(_read(reader, _octets(path)))


def _read(reader: BoundedReader, raw: bytes) -> IncomingLetter:
    try:
        return reader.read(raw)
    except UnreadableLetterError as error:
        click.echo(str(error), err=True)
        return read_headers_only(raw)


def _octets(path: bytes) -> bytes:
    """What is in the file; nothing, with a word about it, where it can't be read: the others are read all the same."""
    try:
        return Path(os.fsdecode(path)).read_bytes()
    except (OSError, ValueError) as error:
        click.echo(str(error), err=True)
        return b""


def _print(letter: IncomingLetter) -> None:
    sys.stdout.buffer.write(json.dumps(as_json(letter), ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
