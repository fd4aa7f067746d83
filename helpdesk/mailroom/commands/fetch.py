"""`flask mail fetch`: what lies in the mailboxes is taken in, as the worker does it."""

import os
import signal
from collections.abc import Mapping, Sequence
from threading import Event

import click
from flask import Flask
from flask.cli import ScriptInfo
from flask_babel import force_locale, gettext, ngettext

from helpdesk.domain.errors import N_
from helpdesk.kit import logs
from helpdesk.kit.db import is_away
from helpdesk.mailroom.forms import words
from helpdesk.mailroom.tasks.faults import kind_of
from helpdesk.mailroom.tasks.fetch import fetch_mail
from helpdesk.mailroom.tasks.intake import file_waiting
from helpdesk.mailroom.tasks.sweep import Round
from helpdesk.mailroom.tasks.watch import watching

POLL = 60.0
"""Seconds between two looks, beside what the servers tell by themselves."""
LANGUAGE = "sv"
"""The operator's, as on the administrators' pages."""

CODES: Mapping[str, int] = {
    "AUTHENTICATIONFAILED": os.EX_NOPERM,
    "LoginError": os.EX_NOPERM,
    "TokenRefused": os.EX_NOPERM,
    "gaierror": os.EX_NOHOST,
    "ConnectionRefusedError": os.EX_UNAVAILABLE,
    "ConnectionClosed": os.EX_UNAVAILABLE,
    "TimeoutError": os.EX_UNAVAILABLE,
    "EHOSTUNREACH": os.EX_UNAVAILABLE,
    "ENETUNREACH": os.EX_UNAVAILABLE,
    "SSL": os.EX_PROTOCOL,
    "CapabilityError": os.EX_PROTOCOL,
}
"""Exit codes (sysexits), by a word that stands in the fault; whatever else it is, EX_TEMPFAIL."""

NONE_IS_SET = N_("No mailbox is set. Name one in HELPDESK_MAILBOXES, as imaps://user:password@host?name=fraga.")
IS_BUSY = N_("%(mailbox)s: another process is fetching from this mailbox. Wait until it is ready, or stop it.")
DATABASE_IS_AWAY = N_("The database does not answer (%(fault)s). Nothing is lost: try again later.")


@click.command()
@click.option("--once", is_flag=True, help="Look through every mailbox once, and end.")
@click.pass_context
def fetch(context: click.Context, *, once: bool) -> None:
    """Take in what lies in the mailboxes of HELPDESK_MAILBOXES. The worker does so by itself.

    Exit code 0: all went well. 78: no mailbox is set. 77: the user or the password is not taken. 68: the host is unknown. 69:
    it does not answer. 76: there is no trusted encrypted connection. 75: another process is at it, or something else went wrong.
    """
    app = context.ensure_object(ScriptInfo).load_app()
    logs.configure(app.extensions["logs"])
    with app.app_context(), force_locale(LANGUAGE):
        if not app.extensions["mailboxes"]:
            click.echo(gettext(NONE_IS_SET), err=True)
            context.exit(os.EX_CONFIG)
        if once:
            context.exit(_once())
    _until_stopped(app)


def _once() -> int:
    try:
        rounds = fetch_mail()
    except Exception as error:
        if not is_away(error):
            raise
        click.echo(gettext(DATABASE_IS_AWAY, fault=kind_of(error)), err=True)
        return os.EX_TEMPFAIL
    for round_ in rounds:
        click.echo(_line(round_), err=bool(round_.error) or round_.is_busy)
    return _code(rounds)


def _until_stopped(app: Flask) -> None:
    """Until SIGTERM or SIGINT, after which the letter at hand is finished."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    told: frozenset[str] = frozenset()
    with watching(app):
        while not stop.is_set():
            with app.app_context(), force_locale(LANGUAGE):
                faults = _look()
            for line in faults - told:  # once, and not every minute
                click.echo(line, err=True)
            told = faults
            stop.wait(POLL)


def _look() -> frozenset[str]:
    """Look through every mailbox; what is wrong, a line each."""
    try:
        rounds = fetch_mail()
        file_waiting()
    except Exception as error:
        if not is_away(error):
            raise
        return frozenset({gettext(DATABASE_IS_AWAY, fault=kind_of(error))})
    return frozenset(_line(round_) for round_ in rounds if round_.error)


def _line(round_: Round) -> str:
    if round_.is_busy:
        return gettext(IS_BUSY, mailbox=round_.mailbox)
    told = ngettext(
        "%(mailbox)s: %(num)d letter taken in, %(moved)d moved.",
        "%(mailbox)s: %(num)d letters taken in, %(moved)d moved.",
        round_.taken,
        mailbox=round_.mailbox,
        moved=round_.moved,
    )
    if not round_.error:
        return told
    return (
        f"{told} {gettext(words.fault(round_.error))} {gettext('The fault is called %(fault)s.', fault=round_.error)}"
    )


def _code(rounds: Sequence[Round]) -> int:
    """Of the first mailbox that was not looked through well."""
    failed = next((round_ for round_ in rounds if round_.error or round_.is_busy), None)
    if failed is None:
        return os.EX_OK
    return next((code for word, code in CODES.items() if word in failed.error), os.EX_TEMPFAIL)
