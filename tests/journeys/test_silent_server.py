"""A mail server that takes calls and says nothing: the worker waits for it once, not for each letter, and is back at work."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpdesk.kit.db import db
from helpdesk.kit.letters.smtp import TIMEOUT
from helpdesk.kit.outbox import Letter, LetterState
from tests.journeys.mailrooms import Mailroom, hand_over, letter, mailroom
from tests.journeys.test_mailbox_handing_over import lmtp
from tests.kit.post_office import listening

BACK_WITHIN = 20
"""Seconds."""


def waiting(room: Mailroom) -> int:
    """How many letters wait to leave, in nobody's hands."""
    with room.app.app_context():
        waits = Letter.state == LetterState.WAITING
        return db.session.scalar(select(func.count(Letter.id)).where(waits)) or 0


@pytest.mark.timeout(300)
def test_a_worker_waits_once_for_a_silent_server_and_is_back(tmp_path: Path) -> None:
    assert TIMEOUT < BACK_WITHIN  # what it waits here, as in production: no setting says otherwise
    with (
        listening() as (port, calls),
        mailroom(tmp_path, "", HELPDESK_MAIL_URL=f"smtp://127.0.0.1:{port}") as room,
        lmtp(room) as (_, door),
    ):
        for number in range(5):
            hand_over(door, letter(number))
        with room.running("worker"):
            room.wait_until(lambda: "put off: no answer" in room.log.read_text(), "the worker gives up")
            tried, _, _ = room.log.read_text().partition("put off: no answer")
            assert tried.count(" claimed") == 1
            assert calls
            room.wait_until(lambda: waiting(room) == 5, "all letters wait")
