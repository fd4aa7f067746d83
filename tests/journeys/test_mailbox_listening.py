"""A worker listens to its mailbox: new letters come in at once, a server that was away is found again, a large one is no trouble."""

import re
import signal
from pathlib import Path

import pytest

from helpdesk.domain.incoming import HoldReason, LetterStand
from helpdesk.kit.mailboxes.port import LIMIT
from helpdesk.mailroom.models import ReceivedLetter
from tests.journeys.mailrooms import Mailroom, letter
from tests.mail.dovecot import Dovecot

pytestmark = pytest.mark.mailserver
MEMORY = 512 * 1024 * 1024


@pytest.mark.timeout(300)
def test_a_server_that_was_away_is_listened_to_again(room: Mailroom, post: Dovecot) -> None:
    with room.running("worker") as worker:
        post.deliver(room.user, [letter(1)])
        room.wait_until(lambda: room.count() == 1, "the first letter comes in")
        post.stop()
        room.wait_until(lambda: "listening failed" in room.log.read_text(), "the break is noticed")
        post.start()
        post.deliver(room.user, [letter(2)])
        room.wait_until(lambda: room.count() == 2, "the second letter comes in", seconds=60)
        room.wait_until(lambda: post.count(room.user, "Processed") == 2, "both are moved")
        room.wait_until(lambda: room.mailbox(room.user).failures == 0, "all is well again")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    assert room.became() == {"ticket": 2}
    assert "test" not in re.findall(rf"mailbox {room.user}: (.*)", room.log.read_text())


@pytest.mark.timeout(300)
def test_large_letters_take_little_memory_and_too_large_ones_are_not_fetched(room: Mailroom, post: Dovecot) -> None:
    line = "x" * 76 + "\r\n"
    whole, over = LIMIT - 10_000, LIMIT + 10_000
    post.deliver(room.user, [letter(1, text=line * (whole // len(line))), letter(2, text=line * (over // len(line)))])
    with room.running("mail", "fetch") as fetcher:
        room.wait_until(lambda: room.count(ReceivedLetter.stand != LetterStand.RECEIVED) == 2, "both are dealt with")
        room.wait_until(lambda: post.count(room.user) == 0, "both are moved")
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{fetcher.pid}/status").read_text())
        assert peak is not None
        assert int(peak[1]) * 1024 < MEMORY
    too_large = ReceivedLetter.hold_reason == HoldReason.TOO_LARGE
    assert room.count(too_large, ReceivedLetter.is_headers_only, ReceivedLetter.size > LIMIT) == 1
    assert room.count(ReceivedLetter.is_headers_only.is_(False), ReceivedLetter.size > LIMIT - 20_000) == 1
    assert post.count(room.user, "Quarantine") == 1
