"""Commands of `directory`."""

import click


@click.group()
def directory() -> None:
    """To be written."""
