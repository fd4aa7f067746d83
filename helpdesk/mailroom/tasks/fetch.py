"""Fetch: every mailbox is looked through by one process at a time, and how it went is written down for the administrators."""

import logging
from collections.abc import Callable
from typing import cast

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.kit import clock
from helpdesk.kit.alone import alone
from helpdesk.kit.mailboxes.address import MailboxAddress
from helpdesk.kit.mailboxes.port import MailboxError
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.operations.note_fetch import note_failed, note_fetched
from helpdesk.mailroom.tasks.sweep import Round, Sweep
from helpdesk.web.edge import edge

log = logging.getLogger(__name__)


def mailboxes() -> tuple[MailboxAddress, ...]:
    """The mailboxes that the settings name."""
    return cast("tuple[MailboxAddress, ...]", current_app.extensions["mailboxes"])


def fetch_mail() -> tuple[Round, ...]:
    """Look through every mailbox, one after the other; whatever happens in one, the others are looked through."""
    return tuple(fetch(address) for address in mailboxes())


def fetch(address: MailboxAddress, *, should_stop: Callable[[], bool] = lambda: False) -> Round:
    """Look through a mailbox, unless somebody else is at it. `should_stop` is asked before each letter.

    Raises nothing that the mailbox or a letter is the cause of: it is told, and written down for the administrators.
    """
    with alone(f"fetch_{address.name}") as is_alone:
        if not is_alone:
            return Round(address.name, is_busy=True)
        sweep = Sweep(address, should_stop)
        try:
            sweep.run()
        except MailboxError as error:
            sweep.round.fail(error)
        _write_down(sweep.round, sweep.uid_validity)
    return sweep.round


def _write_down(round_: Round, uid_validity: int) -> None:
    """For the administrators' page; where the database is away, only in the log."""
    if round_.error:
        log.warning("mailbox %s: %s", round_.mailbox, round_.error)
    elif round_.taken or round_.moved:
        log.info("mailbox %s: %s letters taken in, %s moved", round_.mailbox, round_.taken, round_.moved)
    try:
        with unit_of_work(edge()):
            if round_.error:
                note_failed(round_.mailbox, round_.error, clock.now())
            else:
                note_fetched(round_.mailbox, uid_validity, clock.now())
    except SQLAlchemyError as error:
        log.warning("mailbox %s: nothing can be written down: %s", round_.mailbox, type(error).__name__)
