"""Commands of `notifications`."""

import click
from flask.cli import with_appcontext

from helpdesk.kit import clock, outbox
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge


@click.group()
def letters() -> None:
    """Letters on their way out."""


@letters.command()
@with_appcontext
def retry() -> None:
    """Try every waiting letter at once, as when the mail server is back."""
    with unit_of_work(edge()):
        outbox.try_now(clock.now())
    edge().wake()
    click.echo("Every waiting letter is tried now.")
