"""Watch: a thread for each IMAP mailbox listens for new letters (IDLE), and fetches them at once.

The worker's minute looks through every mailbox all the same: a connection can be dead without anybody having been told.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask

from helpdesk.kit import logs
from helpdesk.kit.alone import alone
from helpdesk.kit.mailboxes.address import ImapAddress
from helpdesk.kit.mailboxes.imap import ImapMailbox
from helpdesk.kit.mailboxes.port import MailboxError
from helpdesk.mailroom.tasks.fetch import fetch, mailboxes

log = logging.getLogger(__name__)

PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds before the next try to listen, each time that it failed: back within a minute of the server's return."""
GOOD_AFTER = 60.0
"""Seconds of listening after which what went wrong before is forgotten."""
OTHERS = 30.0
"""Seconds after which is looked whether the mailbox that another process watches has been left."""
AGAIN = 1.0
"""Seconds after which is looked whether the mailbox that another process looks through is free."""
ENDING = 60.0
"""Seconds that a letter at hand is given when the process is to stop."""


@contextmanager
def watching(app: Flask) -> Iterator[None]:
    """While the block runs, every IMAP mailbox is watched; the letter at hand is finished at its end."""
    stop = Event()
    with app.app_context():
        watched = [address for address in mailboxes() if isinstance(address, ImapAddress)]
    threads = [
        Thread(target=_watch, args=(app, address, stop), name=f"mailbox-{address.name}", daemon=True)
        for address in watched
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        until = time.monotonic() + ENDING
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


def _watch(app: Flask, address: ImapAddress, stop: Event) -> None:
    """Listen until told to stop; after each fault wait a while, longer each time."""
    failures = 0
    while not stop.is_set():
        began = time.monotonic()
        with logs.belonging_to(job="watch_mailbox", run=secrets.token_hex(8)):
            error = _fault_of_listening(app, address, stop)
        if error is None:
            failures, pause = 0, OTHERS
        else:
            failures = 0 if time.monotonic() - began > GOOD_AFTER else failures
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
        stop.wait(pause)


def _fault_of_listening(app: Flask, address: ImapAddress, stop: Event) -> Exception | None:
    """Listen as long as it goes well; None where another process listens, or the server does not tell of new letters."""
    try:
        with app.app_context(), alone(f"watch_{address.name}") as is_alone:
            if is_alone:
                _listen(app, address, stop)
    except Exception as error:  # noqa: BLE001  the server or the database may be away: the thread lives on
        told = error if isinstance(error, MailboxError) else type(error).__name__
        log.warning("mailbox %s: listening failed: %s", address.name, told)
        return error
    return None


def _listen(app: Flask, address: ImapAddress, stop: Event) -> None:
    """Fetch what is there, then whenever the server tells of more; comes back where the server does not tell."""
    with ImapMailbox(address) as mailbox:
        while not stop.is_set():
            _fetch(app, address, stop)
            if not mailbox.may_listen:
                return
            mailbox.listen(stop.is_set)


def _fetch(app: Flask, address: ImapAddress, stop: Event) -> None:
    """Look through the mailbox; while another process does so, wait: it may have passed the new letter by."""
    while not stop.is_set():
        with app.app_context():
            if not fetch(address, should_stop=stop.is_set).is_busy:
                return
        stop.wait(AGAIN)
