"""Commands of the demonstration."""

import click


@click.group()
def demo() -> None:
    """To be written."""
