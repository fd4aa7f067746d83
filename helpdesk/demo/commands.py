"""Commands of `demo`."""

import click


@click.group()
def demo() -> None:
    """To be written."""
