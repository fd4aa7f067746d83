"""A helpdesk whose letters come from a real mail server: its processes are the product's own, and may be killed."""

import secrets
import smtplib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from config import Settings
from helpdesk.app import create_app
from helpdesk.kit.db import db
from helpdesk.mailroom.models import FetchedMailbox, ReceivedLetter
from helpdesk.tickets.models.ticket import Ticket
from tests.factories.directory import small_register
from tests.journeys.house import FLASK, House, free_port, process, settings_environ
from tests.journeys.test_delivery import new_database
from tests.mail.dovecot import Dovecot
from tests.postgres import database_of_worker

PATIENCE = 60


@dataclass
class Mailroom:
    """An installation, its processes to be started, and its tables to be looked into."""

    app: Flask
    house: House
    log: Path
    user: str
    """The mailbox's, whose name it has, too."""

    def running(self, *words: str) -> Any:
        """One of the product's commands, as a context."""
        return process([*FLASK, *words], self.house.environ, self.log)

    def count(self, *conditions: Any) -> int:
        """How many letters were kept."""
        with self.app.app_context():
            return db.session.scalar(select(func.count(ReceivedLetter.id)).where(*conditions)) or 0

    def tickets(self) -> int:
        """How many tickets there are."""
        with self.app.app_context():
            return db.session.scalar(select(func.count(Ticket.id))) or 0

    def became(self) -> Counter[str]:
        """How many letters became what; those without an outcome by where they stand."""
        with self.app.app_context():
            rows = db.session.execute(select(ReceivedLetter.outcome, ReceivedLetter.stand))
            return Counter(str((outcome or stand).value) for outcome, stand in rows)

    def keys(self) -> Counter[str]:
        """How often each letter, by its Message-ID, was kept."""
        with self.app.app_context():
            return Counter(db.session.scalars(select(ReceivedLetter.message_id)))

    def mailbox(self, name: str) -> FetchedMailbox:
        """How a mailbox was last looked through."""
        with self.app.app_context():
            return db.session.get_one(FetchedMailbox, name)

    def wait_until(self, is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait for something that other processes do."""
        until = time.monotonic() + seconds
        while not is_so():
            said = self.log.read_text()[-3000:] if self.log.exists() else ""
            assert time.monotonic() < until, f"waited in vain until {what}; {self.became()}; {said}"
            time.sleep(0.02)


@contextmanager
def server_of(database: str, folder: Path) -> Iterator[str]:
    """The address of a database server in `folder`; empty for SQLite, which has none."""
    if database == "sqlite":
        yield ""
        return
    with database_of_worker("mailroom", folder) as url:
        yield url


@contextmanager
def mailroom(folder: Path, server: str, post: Dovecot | None = None, **settings: str) -> Iterator[Mailroom]:
    """An installation in `folder`, on a database of its own at `server`, that fetches from a mailbox of its own at `post`.

    `settings` are those that differ from what such an installation has, by their whole names.
    """
    user = f"fraga{secrets.token_hex(4)}"
    environ = settings_environ(folder, "http://127.0.0.1:1", free_port(), server and new_database(server))
    environ |= {"HELPDESK_MAILBOXES": post.url(user) if post else "", "HELPDESK_MAIL_FROM": "fraga@example.org"}
    environ |= settings
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
        small_register()
        db.session.commit()
    yield Mailroom(app, House(url="", environ=environ, folder=folder), folder / "process.log", user)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def letter(number: int, *, text: str = "") -> bytes:
    """A person's letter, each from a person of their own."""
    return (
        f"From: Anna Ek <anna.{number}@kommun{number}.example>\r\nTo: fraga@example.org\r\n"
        f"Subject: =?utf-8?q?L=C3=A5s?= nummer {number}\r\nMessage-ID: <{number}.brev@kommun.example>\r\n"
        "Date: Sun, 22 Nov 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\nHej! Vilket lås passar dörr {number}?\r\n{text}"
    ).encode()


def hand_over(port: int, raw: bytes, *recipients: str) -> list[int]:
    """Hand a letter over by LMTP; gives the reply for each recipient. Raises as smtplib does."""
    to = list(recipients or ("fraga@example.org",))
    with smtplib.LMTP("127.0.0.1", port, timeout=PATIENCE) as line:
        assert line.sendmail("anna@kommun.example", to, raw) == {}
        return [250, *(line.getreply()[0] for _ in to[1:])]  # smtplib reads one reply only
