"""Commands for accounts: the first administrator is invited from the command line, all others from the page."""

import click
from flask.cli import with_appcontext

from helpdesk.accounts.operations.creating import Newcomer
from helpdesk.accounts.operations.invite import invite as invite_person
from helpdesk.domain.actor import GRANTABLE, SYSTEM, Role
from helpdesk.domain.errors import DomainError
from helpdesk.kit import clock
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge


@click.group()
def accounts() -> None:
    """Accounts of people."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in GRANTABLE]),
    help="Repeatable.",
)
@click.option("--municipality", help="The four-digit code of where the person works.")
@with_appcontext
def invite(email: str, name: str, roles: tuple[str, ...], municipality: str | None) -> None:
    """Invite a person: a letter with a link is sent to EMAIL."""
    newcomer = Newcomer(
        email=email, name=name, roles=frozenset(Role(role) for role in roles), municipality_code=municipality
    )
    try:
        with unit_of_work(edge()):
            invite_person(SYSTEM, newcomer, now=clock.now())
    except DomainError as error:
        raise click.ClickException(error.sentence) from None
    click.echo(f"An invitation to {email} is in the outbox; the worker sends it.")
