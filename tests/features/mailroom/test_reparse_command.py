"""A kept letter can be read again; what is not what came is said so."""

import json
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from flask import Flask

from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.bounded import BoundedReader
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.quarantine import quarantine
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.intake import take_in
from tests.factories.directory import small_register
from tests.factories.post import incoming, received

T = TypeVar("T")
Filled = Callable[[Callable[[], T]], T]
RAW = b"From: Bo <bo.ek@harnosand.se>\r\nTo: fraga@stod.example\r\nSubject: Larm\r\nMessage-ID: <1@x.se>\r\n\r\nVem svarar?\r\n"


@pytest.fixture(autouse=True)
def own_reader(migrated: Flask) -> Iterator[None]:
    with BoundedReader() as reader:
        migrated.extensions["letter_reader"] = reader
        yield


def kept() -> int:
    small_register()
    return take_in(RAW, Envelope("fraga", 1, 1))


def test_a_kept_letter_is_printed_as_it_is_read_now(app: Flask, filled: Filled[int]) -> None:
    letter_id = filled(kept)
    printed = app.test_cli_runner().invoke(args=["mail", "reparse", str(letter_id)])
    assert (printed.exit_code, json.loads(printed.output)["reply_text"]) == (0, "Vem svarar?")


def test_one_that_lies_in_quarantine_can_be_filed_anew(app: Flask, filled: Filled[int]) -> None:
    def laid_aside() -> int:
        letter_id = kept()
        row = db.session.get_one(ReceivedLetter, letter_id)
        row.stand, row.outcome, row.content_hash = LetterStand.RECEIVED, None, ""
        db.session.flush()
        quarantine(letter_id, HoldReason.UNREADABLE, incoming(), now=clock.now())
        return letter_id

    letter_id = filled(laid_aside)
    done = app.test_cli_runner().invoke(args=["mail", "reparse", str(letter_id), "--file"])
    assert done.exit_code == 0
    with app.app_context():
        row = db.session.get_one(ReceivedLetter, letter_id)
        assert (row.stand, row.outcome) == (LetterStand.DONE, Outcome.TICKET)


def test_what_is_not_what_came_is_said_so(app: Flask, filled: Filled[int]) -> None:
    def spoiled() -> int:
        letter_id = kept()
        row = db.session.get_one(ReceivedLetter, letter_id)
        row.sha256 = "0" * 64
        return letter_id

    refused = app.test_cli_runner().invoke(args=["mail", "reparse", str(filled(spoiled))])
    assert refused.exit_code == 1
    assert "its hash is another one" in refused.output


def test_a_letter_that_is_not_there_is_said_so(app: Flask) -> None:
    refused = app.test_cli_runner().invoke(args=["mail", "reparse", "999999"])
    assert (refused.exit_code, "There is no letter 999999." in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("key", "why"), [("", "The mail server has not given it out."), (f"ab/cd/{'0' * 28}", "It is not in the store")]
)
def test_a_letter_of_which_nothing_is_kept_is_said_so(app: Flask, filled: Filled[int], key: str, why: str) -> None:
    refused = app.test_cli_runner().invoke(args=["mail", "reparse", str(filled(lambda: received(raw_key=key).id))])
    assert (refused.exit_code, why in refused.output) == (1, True)
