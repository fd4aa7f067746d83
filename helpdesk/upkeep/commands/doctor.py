"""The doctor: looks at everything, says what to do, and is content (0) or not (1)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import click
from flask import current_app
from flask.cli import with_appcontext

from helpdesk.kit import clock
from helpdesk.kit.letters.delivery import Postman
from helpdesk.mailroom.tasks.fetch import mailboxes
from helpdesk.search import tasks as search
from helpdesk.upkeep.queries import examination, readiness
from helpdesk.upkeep.queries.readiness import Finding
from helpdesk.web.site import site


@click.command()
@click.pass_context
@with_appcontext
def doctor(context: click.Context) -> None:
    """Examine the installation: one line for each thing, with what to do; exit code 1 when anything is wrong."""
    wrong = 0
    for finding in _findings():
        wrong += not finding.is_well
        click.echo(_line(finding))
    click.echo(f"{wrong} faults." if wrong else "All is well.")
    context.exit(1 if wrong else 0)


def _findings() -> Iterator[Finding]:
    here = site()
    has_proxy = bool(current_app.config["TRUSTED_PROXIES"])
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    yield examination.settings(is_secure=is_secure, is_demo=here.is_demo, has_proxy=has_proxy, sender=here.mail_from)
    yield examination.disk_has_space(Path(current_app.instance_path))
    yield readiness.store_takes(here.files)
    yield examination.mail_leaves(_postman())
    for address in mailboxes():
        yield examination.mailbox_answers(address)
    for look in (readiness.database, readiness.migrated):
        yield (finding := look())
        if not finding.is_well:
            return  # what follows asks the tables
    yield from _in_the_tables()


def _in_the_tables() -> Iterator[Finding]:
    now, engine = clock.now(), search.engine()
    yield from examination.one_after_another(
        partial(examination.clock_is_right, now),
        partial(readiness.worker_lives, now),
        examination.jobs_go_well,
        partial(examination.letters_leave, now),
        partial(examination.files_exist, site().files),
    )
    index = readiness.index_opens(engine.index)
    yield index
    if index.is_well:
        yield from examination.one_after_another(partial(examination.index_agrees, engine))


def _postman() -> Postman:
    return cast("Postman", current_app.extensions["postman"])


def _line(finding: Finding) -> str:
    told = f": {finding.told}" if finding.told else ""
    if finding.is_well:
        return f"OK     {finding.name}{told}"
    return f"FAULT  {finding.name} {finding.word}{told}\n       {finding.advice}"
