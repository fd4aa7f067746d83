"""Commands: registers what the features' `commands` hold, and the worker."""

import click
from flask import Flask
from flask.cli import ScriptInfo

from helpdesk import jobs
from helpdesk.accounts import commands as accounts
from helpdesk.demo import commands as demo
from helpdesk.directory import commands as directory
from helpdesk.kit import logs
from helpdesk.mailroom.commands import fetch, lmtp, receive
from helpdesk.mailroom.commands import parse as mailroom
from helpdesk.notifications import commands as notifications
from helpdesk.search import commands as search
from helpdesk.upkeep import commands as upkeep


def install(app: Flask) -> None:
    """Give `flask` the house's commands."""
    app.cli.add_command(accounts.accounts)
    app.cli.add_command(demo.demo)
    app.cli.add_command(directory.directory)
    app.cli.add_command(mailroom.mail)
    for door in (fetch.fetch, lmtp.lmtp, receive.receive):
        mailroom.mail.add_command(door)
    app.cli.add_command(notifications.letters)
    app.cli.add_command(search.search)
    app.cli.add_command(upkeep.backup)
    app.cli.add_command(upkeep.doctor)
    app.cli.add_command(worker)


@click.command()
@click.option("--quiet", is_flag=True, help="Say only what goes wrong.")
@click.pass_obj
def worker(info: ScriptInfo, *, quiet: bool) -> None:
    """Deliver letters, keep the search index, wake tickets: until stopped."""
    app = info.load_app()
    logs.configure(app.extensions["logs"], is_quiet=quiet)
    jobs.run_worker(app)
