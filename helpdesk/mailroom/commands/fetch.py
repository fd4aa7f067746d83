"""`flask mail fetch`: what lies in the mailboxes is taken in, as the worker does it."""

import signal
from threading import Event

import click
from flask import Flask
from flask.cli import ScriptInfo

from helpdesk.kit import logs
from helpdesk.mailroom.tasks.fetch import Round, fetch_mail
from helpdesk.mailroom.tasks.intake import file_waiting
from helpdesk.mailroom.tasks.watch import watching

POLL = 60.0
"""Seconds between two looks, beside what the servers tell by themselves."""


@click.command()
@click.option("--once", is_flag=True, help="Look through every mailbox once, and end.")
@click.pass_context
def fetch(context: click.Context, *, once: bool) -> None:
    """Take in what lies in the mailboxes of HELPDESK_MAILBOXES. The worker does so by itself."""
    app = context.ensure_object(ScriptInfo).load_app()
    logs.configure(app.extensions["logs"])
    if not app.extensions["mailboxes"]:
        click.echo("No mailbox is set: name them in HELPDESK_MAILBOXES.")
    elif once:
        context.exit(_once(app))
    else:
        _until_stopped(app)


def _once(app: Flask) -> int:
    with app.app_context():
        rounds = fetch_mail()
    for round_ in rounds:
        click.echo(_line(round_))
    return 1 if any(round_.error for round_ in rounds) else 0


def _until_stopped(app: Flask) -> None:
    """Until SIGTERM or SIGINT, after which the letter at hand is finished."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with watching(app):
        while not stop.is_set():
            with app.app_context():
                fetch_mail()
                file_waiting()
            stop.wait(POLL)


def _line(round_: Round) -> str:
    if round_.is_busy:
        return f"{round_.mailbox}: another process is at it."
    told = f"{round_.mailbox}: {round_.taken} letters taken in, {round_.moved} moved."
    return f"{told} Not all went well: {round_.error}." if round_.error else told
