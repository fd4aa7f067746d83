"""Letters that lie in a mailbox come in once: whoever fetches them is killed (-9), or is two.

A real IMAP server (Dovecot), the product's own processes, and the database that `--database` names.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.incoming.bounded import UnreadableLetterError
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.tasks.fetch import fetch_mail
from tests.journeys.mailrooms import Mailroom, letter, mailroom, server_of
from tests.mail.dovecot import Dovecot, running

pytestmark = pytest.mark.mailserver


@pytest.fixture(scope="module")
def server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server_of(database, tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def post() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture
def room(post: Dovecot, server: str, tmp_path: Path) -> Iterator[Mailroom]:
    with mailroom(tmp_path, server, post) as room:
        yield room


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


@pytest.mark.timeout(300)
def test_one_bad_letter_among_a_hundred_is_laid_aside(
    room: Mailroom, post: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = room.app.extensions["letter_reader"]
    read = reader.read

    def read_all_but_one(raw: bytes) -> IncomingLetter:
        if b"<57.brev@" in raw:
            raise UnreadableLetterError
        return read(raw)

    monkeypatch.setattr(reader, "read", read_all_but_one)
    post.deliver(room.user, map(letter, range(100)))
    with room.app.app_context(), reader:
        (round_,) = fetch_mail()
    assert (round_.taken, round_.moved, round_.error) == (100, 100, "")
    assert room.became() == {"ticket": 99, "quarantined": 1}
    assert [post.count(room.user, folder) for folder in ("INBOX", "Processed", "Quarantine")] == [0, 99, 1]
