"""Commands of `search`."""

import click


@click.group()
def search() -> None:
    """To be written."""
