"""Killed (-9) twenty times under load: every ticket that somebody was thanked for is there, whole and once.

On PostgreSQL the database server loses its power; SQLite has no server, so there the web server's processes do, in the
middle of their transactions. Who is not thanked sends the same form again, as a person would, and that gives no second ticket.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text

from config import Settings
from helpdesk.accounts.models import Account
from helpdesk.app import create_app
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter
from helpdesk.tickets.models.ticket import Message, Ticket
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.journeys.asking import Crowd
from tests.journeys.house import free_port, process, settings_environ
from tests.journeys.killing import Cluster, children, kill
from tests.journeys.test_stopping import GUNICORN, answers, wait_until
from tests.postgres import address, server_of_worker

KILLS, AT_ONCE = 20, 4
PEOPLE, EACH = 60, 18
"""So many may ask, and so many questions each: a person may ask 20 an hour."""
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass
class Place:
    """A helpdesk, its database server (None for SQLite, which has none), and what its web server says."""

    app: Flask
    environ: dict[str, str]
    cluster: Cluster | None
    log: Path


@pytest.fixture
def place(database: str, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        server = stack.enter_context(server_of_worker("killed", tmp_path)) if database == "postgresql" else None
        environ = settings_environ(tmp_path, "http://127.0.0.1:1", 1, address(server) if server else "")
        app = create_app(Settings.from_environ(environ))
        with app.app_context():
            upgrade()
            small_register()
            for number in range(PEOPLE):
                account(email=f"anna.{number}@kommun.example", municipality="2280")
            db.session.commit()
            db.engine.dispose()
        yield Place(
            app, {**environ, "HELPDESK_LOGS": "json"}, Cluster(server) if server else None, tmp_path / "web.log"
        )
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def cookies(app: Flask) -> list[str]:
    """Of everybody who can ask, signed in."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    with app.app_context():
        ids = [f"{each.id}.{each.session_key}" for each in db.session.scalars(select(Account))]
        db.session.rollback()
        db.engine.dispose()
    return [f"session={signer.dumps({'_user_id': id_, '_fresh': True})}" for id_ in ids] * EACH


def blow(place: Place, web: int, dice: random.Random) -> None:
    """The database dies and is started again; without one, a process of the web server dies, which starts another."""
    if place.cluster is None:
        kill(dice.choice(children(web)))
        return
    place.cluster.kill()
    time.sleep(dice.uniform(0, 0.2))
    place.cluster.start()


@pytest.mark.timeout(300)
def test_every_question_that_was_accepted_is_there(place: Place) -> None:
    port, dice = free_port(), random.Random(4)  # noqa: S311  when to kill is no secret
    command = [*GUNICORN[:-1], "2", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    with process(command, place.environ, place.log) as web:
        wait_until(lambda: answers(port), "the web server answers")
        with Crowd(port, cookies(place.app), AT_ONCE) as crowd:
            for _ in range(KILLS):
                crowd.wait_for(dice.randint(2, 6))
                time.sleep(dice.uniform(0, 0.03))  # at any place of a transaction
                blow(place, web.pid, dice)
            crowd.wait_for(10)
        assert web.poll() is None
    asked = crowd.asked
    assert asked.faults == []
    assert asked.statuses.keys() <= {200, 303, 503}, "an outage is no fault of the program's"
    assert asked.statuses[503] + asked.unanswered > 0, "nobody has noticed anything: nothing was tried"
    assert "Traceback" not in place.log.read_text()
    with place.app.app_context():
        if place.cluster is not None:
            assert {name: db.session.scalar(text(f"SHOW {name}")) for name in DURABLE} == DURABLE
        tickets = {ticket.reference: ticket.id for ticket in db.session.scalars(select(Ticket))}
        assert tickets.keys() == asked.accepted.keys(), "each was accepted once, however often it was sent"
        texts = db.session.execute(select(Ticket.reference, Message.text).join(Message, Message.ticket_id == Ticket.id))
        assert sorted(map(tuple, texts)) == sorted(asked.accepted.items())
        once = dict.fromkeys(tickets.values(), 1)
        told = select(JournalEntry.subject_id).where(
            JournalEntry.subject_kind == "ticket", JournalEntry.kind == "TicketOpened"
        )
        assert Counter(db.session.scalars(told)) == once
        letters = select(Letter.subject_id).where(Letter.subject_kind == "ticket")
        assert Counter(db.session.scalars(letters)) == once
