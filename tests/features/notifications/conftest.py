"""People around a ticket, and a post office that keeps what it is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.letters.send import FolderLetter, FolderPostman, read_folder
from helpdesk.kit.transaction import unit_of_work
from helpdesk.notifications.tasks import deliver
from helpdesk.tickets.models.ticket import Participant, Ticket
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.factories.accounts import account, actor

T = TypeVar("T")


@dataclass
class Office:
    """Those who write to each other, and what they get."""

    requester: Actor
    colleague: Actor
    adviser: Actor
    other_adviser: Actor
    folder: Path

    def done(self, verb: Callable[..., T], by: Any, *values: Any, **named: Any) -> T:
        """Do one thing as the edge does it: with its reactions, committed."""
        with unit_of_work(edge()):
            return verb(by, *values, now=clock.now(), **named)

    def asked(
        self, subject: str = "Larm vid driftavbrott", text: str = "Vem ansvarar?", *, shared: bool = False
    ) -> Ticket:
        """A ticket of the requester; where shared, the colleague is named."""
        sharing = Sharing.COLLEAGUES if shared else Sharing.PRIVATE
        question = Question(subject=subject, text=text, sharing=sharing)
        ticket = self.done(open_ticket, self.requester, question, prefix="VT", promise=site().promise)
        if shared:
            db.session.add(Participant(ticket_id=ticket.id, account_id=self.colleague.id))
            db.session.commit()
        return ticket

    def posted(self) -> set[tuple[str, str]]:
        """Which letters are in the outbox: kind and the recipient's name."""
        rows = db.session.execute(
            select(outbox.Letter.template, Account.name).join(Account, Account.id == outbox.Letter.recipient_id)
        )
        return {(template, name) for template, name in rows}

    def delivered(self) -> list[FolderLetter]:
        """Deliver what is due; every letter that has ever arrived, the oldest first."""
        deliver()
        return read_folder(self.folder)[::-1]


@pytest.fixture
def office(stage: None, app: Flask, tmp_path: Path) -> Iterator[Office]:  # noqa: ARG001  an open context with a register
    postman, app.extensions["postman"] = app.extensions["postman"], FolderPostman(tmp_path)
    office = Office(
        requester=actor(account(name="Anna Ek", email="anna@kommun.example", municipality="2280")),
        colleague=actor(account(name="Bo Ås", email="bo@kommun.example")),
        adviser=actor(account(Role.ADVISER, name="Sara Lind", email="sara@skr.example")),
        other_adviser=actor(account(Role.ADVISER, name="Omar Berg", email="omar@skr.example")),
        folder=tmp_path,
    )
    db.session.commit()
    yield office
    app.extensions["postman"] = postman


@pytest.fixture
def later(now: Callable[[datetime], None]) -> Callable[..., None]:
    """Let time pass: `later(minutes=5)`."""
    return lambda **span: now(clock.now() + timedelta(**span))
