"""The group of the mailroom's commands; each is in a file of its own."""

import click


@click.group()
def mail() -> None:
    """Letters that come in."""
