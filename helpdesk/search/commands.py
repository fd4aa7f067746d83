"""Commands of `search`."""

from collections.abc import Callable
from typing import TypeVar

import click
from flask.cli import with_appcontext

from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search import tasks

T = TypeVar("T")


@click.group()
def search() -> None:
    """Look after the search index."""


@search.command()
@with_appcontext
def rebuild() -> None:
    """Fill a new index with everything that can be found; the old one answers until then."""
    _or_say(tasks.rebuild)
    click.echo(f"{len(tasks.engine().index.ids())} documents in the index.")


@search.command()
@with_appcontext
def check() -> None:
    """Compare the index with the database, and mend what differs."""
    mended = _or_say(tasks.mend)
    click.echo(
        f"{len(mended)} documents differed and were mended." if mended else "The index holds what the database holds."
    )


def _or_say(work: Callable[[], T]) -> T:
    """Do it, or end with a sentence for the operator."""
    try:
        return work()
    except SearchUnavailableError as error:
        message = f"The index can't be used now: {error}"
        raise click.ClickException(message) from error
