"""The worker: `flask worker`."""

import click
from flask.cli import ScriptInfo

from helpdesk import jobs
from helpdesk.kit import logs


@click.command()
@click.option("--quiet", is_flag=True, help="Say only what goes wrong.")
@click.pass_obj
def worker(info: ScriptInfo, *, quiet: bool) -> None:
    """Deliver letters, fetch mail, keep the search index, wake tickets: until stopped."""
    app = info.load_app()
    logs.configure(app.extensions["logs"], is_quiet=quiet)
    jobs.run_worker(app)
