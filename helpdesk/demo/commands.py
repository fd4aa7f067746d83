"""Commands of the demonstration."""

import json

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from helpdesk.demo.filling import demo_accounts, fill
from helpdesk.kit import clock
from helpdesk.web.edge import edge
from helpdesk.web.site import site


@click.group()
def demo() -> None:
    """The demonstration: its content and its accounts."""


@demo.command()
@click.option("--fill", "is_empty", is_flag=True, help="Load register, people, articles and tickets as well.")
@with_appcontext
def prepare(*, is_empty: bool) -> None:
    """Bring the database up to date, fill it the first time, and print the accounts as JSON."""
    upgrade()
    if is_empty:
        here = site()
        fill(edge=edge(), promise=here.promise, prefix=here.reference_prefix, store=here.files, now=clock.now())
    click.echo(json.dumps(demo_accounts(), ensure_ascii=False))


@demo.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def accounts(*, as_json: bool) -> None:
    """The accounts to sign in with."""
    found = demo_accounts()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each['role']:<18} {each['email']:<36} {each['password']}  {each['name']}")
