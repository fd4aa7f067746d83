"""Letters survive: a worker killed (-9) while it delivers, and a mail server that is down while letters are posted.

Real processes throughout: the product's own worker, a real SMTP server, and the database that `--database` names.
"""

import os
import random
import re
import secrets
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, func, make_url, select, text

from config import Settings
from helpdesk.app import create_app
from helpdesk.domain.actor import Role
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.kit.transaction import unit_of_work
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.journeys.house import FLASK, House, Sink, free_port, process, settings_environ
from tests.postgres import database_of_worker

LETTERS = 200
ASKS = 40
"""Tickets of one person: letters to one address have a cap."""
KILLS = 3
PATIENCE = 60
"""Seconds without any letter arriving after which none will, on a slow machine too."""


@dataclass
class Desk:
    """A helpdesk whose worker the test starts and kills, with its mail server."""

    app: Flask
    house: House
    log: Path
    dice: random.Random = field(default_factory=random.Random)

    def ask(self, count: int) -> None:
        """Open that many tickets, each with its receipt in the outbox; nobody asks so often that receipts have to wait."""
        with self.app.app_context():
            askers = [actor(account(email=f"anna{number}@kommun.example")) for number in range(1 + count // ASKS)]
            db.session.commit()
            with unit_of_work(edge()):
                for number in range(count):
                    question = Question(subject=f"Fråga {number}", text="Vem ansvarar?")
                    asker = askers[number // ASKS]
                    open_ticket(asker, question, prefix="VT", promise=site().promise, now=clock.now())

    def answer_all(self, times: int) -> set[str]:
        """Answer every ticket that often; gives what was written."""
        with self.app.app_context():
            sara = actor(account(Role.ADVISER, email="sara@skr.example"))
            db.session.commit()
            written = set()
            with unit_of_work(edge()):
                for ticket in db.session.scalars(select(Ticket)).all():
                    for number in range(times):
                        text = f"Svar {ticket.id}-{number}."
                        answer(sara, ticket.reference, text, seen_version=ticket.version, now=clock.now())
                        db.session.flush()
                        written.add(text)
            return written

    def worker(self) -> Any:
        """The product's worker, as a context."""
        return process([*FLASK, "worker"], self.house.environ, self.log)

    def count(self, state: LetterState) -> int:
        """How many letters are in a state."""
        with self.app.app_context():
            return db.session.scalar(select(func.count(Letter.id)).where(Letter.state == state)) or 0

    def ids(self, *conditions: Any) -> set[str]:
        """The Message-IDs of the letters."""
        with self.app.app_context():
            return {str(id_) for id_ in db.session.scalars(select(Letter.message_id).where(*conditions))}


def wait_until(is_so: Callable[[], bool], sink: Sink, what: str) -> None:
    """Wait for something that other processes do, as long as letters keep arriving."""
    arrived, until = 0, time.monotonic() + PATIENCE
    while not is_so():
        if len(sink.letters) > arrived:
            arrived, until = len(sink.letters), time.monotonic() + PATIENCE
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database server; empty for SQLite, which has none."""
    if database == "sqlite":
        yield ""
        return
    with database_of_worker("delivery", tmp_path_factory.mktemp("delivery")) as url:
        yield url


@pytest.fixture
def desk(server: str, tmp_path: Path) -> Iterator[Desk]:
    port = free_port()
    environ = settings_environ(tmp_path, "http://127.0.0.1:1", port, server and new_database(server))
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
    house = House(url="", environ=environ, folder=tmp_path, smtp_port=port)
    yield Desk(app, house, tmp_path / "worker.log")
    house.close_post()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def new_database(server: str) -> str:
    """The address of a new, empty database on the server."""
    name = f"delivery_{secrets.token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


class Killer(Sink):
    """A mail server that kills whoever delivers to it: having taken a letter, before its answer is heard."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.victim = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim and len(self.letters) >= self.at:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
        return answer


def message_id(letter: Any) -> str:
    return str(letter["Message-ID"]).strip()


@pytest.mark.timeout(600)
def test_a_killed_worker_loses_no_letter_and_doubles_at_most_one(desk: Desk) -> None:
    killer = Killer()
    desk.house.sink = killer
    desk.house.open_post()
    desk.ask(LETTERS)

    for kill in range(KILLS):
        with desk.worker() as worker:
            # The first is killed in the worst moment; the others whenever it comes, between two letters or within one.
            killer.at = len(killer.letters) + desk.dice.randint(10, 40)
            if kill == 0:
                killer.victim = worker.pid
            else:
                wait_until(lambda: len(killer.letters) >= killer.at, killer, "the worker delivers")
                time.sleep(desk.dice.uniform(0, 0.02))
                os.kill(worker.pid, signal.SIGKILL)
            assert worker.wait(PATIENCE) == -signal.SIGKILL
    assert desk.count(LetterState.SENT) < LETTERS

    with desk.worker():
        wait_until(lambda: desk.count(LetterState.SENT) == LETTERS, killer, "all letters are sent")

    arrived = Counter(message_id(letter) for letter in killer.letters)
    twice = {id_ for id_, times in arrived.items() if times > 1}
    assert set(arrived) == desk.ids()
    assert len(arrived) == LETTERS
    assert max(arrived.values()) <= 2
    assert 1 <= len(twice) <= KILLS
    named = re.findall(r"letter \d+ \(received, try \d+, (<\S+>)\) sent, perhaps sent twice", desk.log.read_text())
    assert len(named) == len(set(named)) <= KILLS
    assert twice <= set(named)
    assert set(named) == desk.ids(Letter.is_perhaps_double)


@pytest.mark.timeout(600)
def test_a_killed_worker_tells_every_message_of_a_burst_in_one_mail(desk: Desk) -> None:
    killer = Killer()
    desk.house.sink = killer
    desk.house.open_post()
    desk.ask(20)
    written = desk.answer_all(4)
    for _ in range(2):
        with desk.worker() as worker:
            killer.at, killer.victim = len(killer.letters) + desk.dice.randint(12, 16), worker.pid
            assert worker.wait(PATIENCE) == -signal.SIGKILL
    with desk.worker():
        wait_until(lambda: desk.count(LetterState.SENT) == 20 + len(written), killer, "all letters are sent")

    arrived: dict[str, set[str]] = {}
    for letter in killer.letters:
        told = set(re.findall(r"Svar \d+-\d\.", letter.get_body(("plain",)).get_content()))
        # Whatever came twice is the same mail: a reader who keeps one of them misses nothing.
        assert arrived.setdefault(message_id(letter), told) == told
    assert set(arrived) == desk.ids()
    answers = [told for told in arrived.values() if told]
    assert sorted(text for told in answers for text in told) == sorted(written)
    assert len(answers) == 20
    assert len(killer.letters) - len(arrived) <= 2


@pytest.mark.timeout(600)
def test_two_workers_share_a_queue_without_doubling(desk: Desk) -> None:
    desk.house.open_post()
    desk.ask(60)
    with desk.worker(), desk.worker():
        wait_until(lambda: desk.count(LetterState.SENT) == 60, desk.house.sink, "all letters are sent")
    arrived = Counter(message_id(letter) for letter in desk.house.sink.letters)
    assert set(arrived.values()) == {1}
    assert len(arrived) == 60


@pytest.mark.timeout(600)
def test_letters_wait_for_a_mail_server_that_is_down(desk: Desk) -> None:
    desk.ask(20)
    with desk.worker():
        wait_until(lambda: "put off: no answer" in desk.log.read_text(), desk.house.sink, "a letter has been tried")
        # Another try may have begun by now, with its letter claimed.
        wait_until(lambda: desk.count(LetterState.WAITING) == 20, desk.house.sink, "all letters wait")
        desk.house.open_post()
        desk.house.flask("letters", "retry")
        wait_until(lambda: desk.count(LetterState.SENT) == 20, desk.house.sink, "all letters are sent")
    arrived = Counter(message_id(letter) for letter in desk.house.sink.letters)
    assert set(arrived.values()) == {1}
    assert len(arrived) == 20
    assert desk.ids(Letter.is_perhaps_double) == set()
