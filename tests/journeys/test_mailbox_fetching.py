"""Letters that lie in a mailbox come in once: whoever fetches them is killed (-9), or is two.

A real IMAP server (Dovecot), the product's own processes, and the database that `--database` names.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.operations.enter_sender import enter_sender
from helpdesk.domain.actor import SYSTEM, Actor
from helpdesk.domain.incoming import LetterStand
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.bounded import UnreadableLetterError
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations import file_letter
from helpdesk.mailroom.operations.quarantine import retry
from helpdesk.mailroom.tasks.fetch import fetch_mail
from helpdesk.web.edge import edge
from tests.journeys.mailrooms import Mailroom, letter
from tests.mail.dovecot import Dovecot

pytestmark = pytest.mark.mailserver


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("letters", "kills"), [(80, 4), pytest.param(500, 20, marks=pytest.mark.matrix)], ids=["some", "all"]
)
def test_a_killed_fetcher_loses_no_letter_and_doubles_none(
    room: Mailroom, post: Dovecot, letters: int, kills: int
) -> None:
    dice = random.Random()  # noqa: S311  moments, no secrets
    post.deliver(room.user, map(letter, range(letters)))
    for kill in range(1, kills + 1):
        with room.running("mail", "fetch") as fetcher:
            enough = dice.randint(letters * (kill - 1) // kills, letters * kill // kills - 2)
            room.wait_until(lambda enough=enough: room.count() > enough, "letters come in")
            time.sleep(dice.uniform(0, 0.05))
            os.kill(fetcher.pid, signal.SIGKILL)
            assert fetcher.wait(30) == -signal.SIGKILL
    room.house.flask("mail", "fetch", "--once")

    assert room.count() == letters
    assert room.became() == {"ticket": letters}
    assert set(room.keys()) == {f"{number}.brev@kommun.example" for number in range(letters)}
    assert room.tickets() == letters
    assert post.count(room.user) == 0
    assert post.count(room.user, "Processed") == letters

    # The same letters again, as when a mailbox was put back from a backup.
    post.deliver(room.user, map(letter, range(letters)))
    room.house.flask("mail", "fetch", "--once")
    assert room.became() == {"ticket": letters, "double": letters}
    assert room.tickets() == letters
    assert post.count(room.user, "Processed") == 2 * letters


@pytest.mark.timeout(300)
def test_two_fetchers_at_once_share_a_mailbox_without_doubling(room: Mailroom, post: Dovecot) -> None:
    with room.running("mail", "fetch"), room.running("mail", "fetch"):
        for begin in range(0, 60, 20):
            post.deliver(room.user, map(letter, range(begin, begin + 20)))
            room.wait_until(lambda begin=begin: room.count() == begin + 20, "letters come in")
        room.wait_until(lambda: post.count(room.user, "Processed") == 60, "letters are moved")
    assert room.became() == {"ticket": 60}
    assert set(room.keys().values()) == {1}


@pytest.mark.timeout(300)
def test_numbers_that_begin_anew_bring_no_letter_twice(room: Mailroom, post: Dovecot) -> None:
    post.deliver(room.user, map(letter, range(10)))
    room.house.flask("mail", "fetch", "--once")
    before = room.mailbox(room.user).uid_validity
    with post.client(room.user) as client:
        client.select_folder("Processed")
        client.move("1:*", "INBOX")
    post.number_anew(room.user)
    room.house.flask("mail", "fetch", "--once")
    assert room.mailbox(room.user).uid_validity not in {None, 0, before}
    assert room.became() == {"ticket": 10, "double": 10}
    assert room.tickets() == 10
    assert post.count(room.user) == 0
    assert room.count(ReceivedLetter.stand != LetterStand.DONE) == 0


def refused_by_the_reader(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = room.app.extensions["letter_reader"]
    read = reader.read

    def read_all_but_one(raw: bytes) -> IncomingLetter:
        if b"<57.brev@" in raw:
            raise UnreadableLetterError
        return read(raw)

    monkeypatch.setattr(reader, "read", read_all_but_one)


def refused_in_filing(_room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:

    def enter_all_but_one(actor: Actor, address: str, *rest: Any, **more: Any) -> Any:
        if address.startswith("anna.57@"):
            raise ArithmeticError
        return enter_sender(actor, address, *rest, **more)

    monkeypatch.setattr(file_letter, "enter_sender", enter_all_but_one)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("refused", [refused_by_the_reader, refused_in_filing])
def test_one_bad_letter_among_a_hundred_is_laid_aside_in_the_same_sweep(
    room: Mailroom,
    post: Dovecot,
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[[Mailroom, pytest.MonkeyPatch], None],
) -> None:
    refused(room, monkeypatch)
    post.deliver(room.user, map(letter, range(100)))
    with room.app.app_context(), room.app.extensions["letter_reader"]:
        (round_,) = fetch_mail()
    assert (round_.taken, round_.moved, round_.error) == (100, 100, "")
    assert room.became() == {"ticket": 99, "quarantined": 1}
    assert [post.count(room.user, folder) for folder in ("INBOX", "Processed", "Quarantine")] == [0, 99, 1]


@pytest.mark.timeout(300)
def test_a_letter_at_which_the_server_hangs_up_is_set_aside_and_the_others_come_in(
    room: Mailroom, post: Dovecot
) -> None:
    post.deliver(room.user, map(letter, range(20)))
    post.files(room.user)[3].chmod(0)  # Dovecot cuts the connection each time that it is asked for
    with room.app.app_context(), room.app.extensions["letter_reader"]:
        (first,) = fetch_mail()
        assert (first.taken, first.moved, first.error) == (19, 19, "ConnectionClosed")
        assert [fetch_mail()[0].error for _ in range(3)] == ["ConnectionClosed", "ConnectionClosed", ""]
        assert room.became() == {"ticket": 19, "quarantined": 1}
        assert (post.count(room.user), room.mailbox(room.user).failures) == (1, 0)

        # Somebody mends it, and says on the administrators' page that it is to be tried again.
        (path,) = post.files(room.user)
        path.chmod(0o600)
        withheld = select(ReceivedLetter.id).where(ReceivedLetter.stand == LetterStand.QUARANTINED)
        with unit_of_work(edge()):
            retry(SYSTEM, db.session.scalars(withheld).one(), now=clock.now())
        assert [(each.taken, each.moved, each.error) for each in fetch_mail()] == [(1, 1, "")]
    assert room.became() == {"ticket": 20}
    assert post.count(room.user, "Processed") == 20
