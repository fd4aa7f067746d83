"""Letters handed over by LMTP: each recipient is answered for, and never with a yes too early."""

import asyncio
import os
import signal
import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from helpdesk.kit.mailboxes import growing, lmtp
from helpdesk.kit.mailboxes.lmtp import LmtpServer
from helpdesk.kit.mailboxes.port import MailboxLetter

T = TypeVar("T")
LETTER = b"Subject: a\r\n\r\n.\r\n..hej \xe5\r\n"


@pytest.fixture(autouse=True)
def no_other_loop() -> Iterator[None]:
    """The server wants a loop of its own in the main thread, where that of a browser of earlier tests still counts as running."""
    other = asyncio._get_running_loop()  # noqa: SLF001  nothing else tells
    asyncio._set_running_loop(None)  # noqa: SLF001  the one way to set it aside
    yield
    asyncio._set_running_loop(other)  # noqa: SLF001  as it was


class Intake:
    """Keeps what it is given, or raises what the test wants."""

    def __init__(self, error: Exception | None = None) -> None:
        self.taken: list[tuple[bytes, str, str]] = []
        self.letters: list[MailboxLetter] = []
        self.error = error

    def take(self, letter: MailboxLetter, sender: str, recipient: str) -> None:
        if self.error and recipient.startswith("nej"):
            raise self.error
        self.taken.append((letter.raw, sender, recipient))
        self.letters.append(letter)


def talking(take: Callable[[MailboxLetter, str, str], object], client: Callable[[int], T], **options: Any) -> T:
    """What `client` brings back from the server's port; the server is told to stop afterwards."""

    async def run() -> T:
        is_up: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(LmtpServer(take, **options).serve("127.0.0.1", 0, is_up.set_result))
        try:
            return await asyncio.to_thread(client, await is_up)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            await serving

    return asyncio.run(run())


def handed_over(raw: bytes, *recipients: str, sender: str = "anna@kommun.example") -> Callable[[int], list[int]]:
    """Hands a letter over, and gives the code for each recipient."""

    def client(port: int) -> list[int]:
        with smtplib.LMTP("127.0.0.1", port, timeout=30) as line:
            line.ehlo_or_helo_if_needed()
            assert line.mail(sender)[0] == 250
            assert all(line.rcpt(recipient)[0] == 250 for recipient in recipients)
            codes = [line.data(raw)[0], *(line.getreply()[0] for _ in recipients[1:])]
            assert line.noop()[0] == 250  # nothing is left of the answers
            return codes

    return client


def test_a_letter_comes_in_as_it_is_once_for_each_recipient() -> None:
    intake = Intake()
    assert talking(intake.take, handed_over(LETTER, "a@b.example", "c@d.example")) == [250, 250]
    assert intake.taken == [(LETTER, "anna@kommun.example", each) for each in ("a@b.example", "c@d.example")]


def test_the_null_path() -> None:
    intake = Intake()
    assert talking(intake.take, handed_over(LETTER, "a@b.example", sender="")) == [250]
    assert intake.taken[0][1] == ""


def test_what_was_not_kept_is_to_be_handed_over_again(caplog: pytest.LogCaptureFixture) -> None:
    intake = Intake(OSError("hemligt"))
    assert talking(intake.take, handed_over(LETTER, "a@b.example", "nej@b.example", "c@d.example")) == [250, 451, 250]
    assert "a letter was not taken in: OSError" in caplog.text
    assert "hemligt" not in caplog.text


@pytest.mark.parametrize("end", range(-3, 4))
def test_long_lines_are_no_reason_to_lose_a_letter(end: int) -> None:
    intake = Intake()
    raw = b"Subject: a\r\n\r\n" + b"x" * (3 * lmtp.PIECE + end) + b"\r\n.\r\n" + b"." * lmtp.PIECE + b"\r\n"
    assert talking(intake.take, handed_over(raw, "a@b.example")) == [250]
    assert intake.taken[0][0] == raw


def test_of_one_over_the_limit_the_head_is_taken() -> None:
    intake = Intake()
    raw = LETTER + b"x\r\n" * 600
    assert talking(intake.take, handed_over(raw, "a@b.example", "c@d.example"), limit=1000) == [250, 250]
    assert intake.letters == [MailboxLetter(b"Subject: a\r\n\r\n", len(raw), is_headers_only=True)] * 2


@pytest.mark.parametrize("raw", [b"x\r\n" * 600, b"x" * 3000 + b"\r\n"])
def test_one_that_is_larger_by_far_is_refused_for_each_recipient(raw: bytes) -> None:
    intake = Intake()
    codes = talking(intake.take, handed_over(raw, "a@b.example", "c@d.example"), limit=500, most=1000)
    assert codes == [552, 552]
    assert intake.taken == []


def test_a_size_that_is_told_beforehand_is_refused_beforehand_in_the_sender_s_language() -> None:
    def client(port: int) -> tuple[int, bytes]:
        with smtplib.LMTP("127.0.0.1", port, timeout=30) as line:
            line.ehlo_or_helo_if_needed()
            return line.mail("a@b.example", ["size=1001"])

    code, said = talking(Intake().take, client, most=1000)
    assert code == 552
    assert b"Skicka filerna separat. / Not taken: " in said


def test_without_room_on_the_disk_it_is_to_be_handed_over_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr(growing, "SpooledTemporaryFile", lambda **_: full)
        assert talking(Intake().take, handed_over(LETTER, "a@b.example", "c@d.example")) == [451, 451]


def test_too_many_callers_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "MOST_CALLERS", 2)

    def client(port: int) -> list[bytes]:
        calls = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(3)]
        said = [call.recv(100)[:4] for call in calls]
        for call in calls:
            call.close()
        until = time.monotonic() + 30
        while handed_over(LETTER, "a@b.example")(port) != [250]:  # there is room again
            assert time.monotonic() < until
        return said

    assert talking(Intake().take, client) == [b"220 ", b"220 ", b"421 "]


def test_addresses_that_are_no_text_are_marked() -> None:
    intake = Intake()

    def client(port: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as call, call.makefile("rwb") as line:
            line.write(b"LHLO x\r\nMAIL FROM:<a\xe5@b.example> SMTPUTF8\r\nRCPT TO:<c\xff@d.example>\r\nDATA\r\n")
            line.flush()
            while not line.readline().startswith(b"354"):
                pass
            line.write(LETTER.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            line.flush()
            assert line.readline() == b"250 2.0.0 Taken\r\n"

    talking(intake.take, client)
    assert intake.taken == [(LETTER, "a\ufffd@b.example", "c\ufffd@d.example")]


def test_told_to_stop_it_finishes_the_letter_at_hand() -> None:
    is_at_hand, may_end = threading.Event(), threading.Event()
    kept: list[bytes] = []
    codes: list[list[int]] = []

    def take(letter: MailboxLetter, _sender: str, _recipient: str) -> None:
        is_at_hand.set()
        assert may_end.wait(30)
        kept.append(letter.raw)

    def client(port: int) -> threading.Thread:
        def hand_over() -> None:
            with smtplib.LMTP("127.0.0.1", port, timeout=30) as line:
                line.ehlo_or_helo_if_needed()
                line.mail("a@b.example")
                line.rcpt("c@d.example")
                codes.append([line.data(LETTER)[0]])
                line.close()

        thread = threading.Thread(target=hand_over)
        thread.start()
        assert is_at_hand.wait(30)
        threading.Timer(0.3, may_end.set).start()  # after the server was told to stop
        return thread

    talking(take, client).join()
    assert (kept, codes) == ([LETTER], [[250]])
