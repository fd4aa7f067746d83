"""One letter comes by two mailboxes at the same instant: real transactions, side by side."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.incoming import Outcome
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.mailroom.tasks.intake import house as here
from tests.factories.post import incoming, received
from tests.meeting import at_once, installation


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "letters", tmp_path_factory.mktemp("house")) as app:
        yield app


def come(mailbox: str, number: int) -> None:
    row = received(mailbox=mailbox)
    file_letter(row.id, incoming(text=f"Fråga {number}", message_id=f"{number}@x.example"), here(), now=clock.now())


@pytest.mark.parametrize("number", range(8))
def test_it_becomes_one_ticket(house: Flask, number: int) -> None:
    assert at_once(house, [partial(come, mailbox, number) for mailbox in ("fraga", "larm")]) == [None, None]
    with house.app_context():
        came = db.session.scalars(
            select(ReceivedLetter.outcome).where(ReceivedLetter.message_id == f"{number}@x.example")
        ).all()
    assert sorted(map(str, came)) == [Outcome.DOUBLE, Outcome.TICKET]
