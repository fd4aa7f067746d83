"""Commands of the demonstration."""

import json

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from helpdesk.demo.filling import demo_accounts, fill
from helpdesk.demo.load.bulk import take_stock
from helpdesk.demo.load.loading import Amount, load
from helpdesk.demo.load.tickets import Setting
from helpdesk.kit import clock
from helpdesk.mailroom.tasks.intake import house
from helpdesk.search.tasks import rebuild
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
        fill(edge=edge(), house=house(), now=clock.now())
    click.echo(json.dumps(demo_accounts(), ensure_ascii=False))


@demo.command("load")
@click.option("--tickets", type=click.IntRange(min=0), default=10_000, show_default=True, help="How many tickets.")
@click.option("--articles", type=click.IntRange(min=0), default=200, show_default=True, help="How many articles.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same data.")
@click.option("--index/--no-index", "is_indexed", default=True, help="Whether to fill the search index as well.")
@with_appcontext
def load_much(*, tickets: int, articles: int, seed: int, is_indexed: bool) -> None:
    """Add many tickets and articles, shaped as in life, to what is there: for trying out and for measuring."""
    here = site()
    setting = Setting(here.promise, here.reference_prefix, clock.now())
    with click.progressbar(length=tickets, label="Tickets") as bar:
        load(Amount(tickets, articles, seed), setting, edge=edge(), store=here.files, advance=bar.update)
    take_stock()
    if is_indexed:
        click.echo("Filling the search index.")
        rebuild()


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
