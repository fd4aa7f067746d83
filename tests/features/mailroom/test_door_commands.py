from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.kit.mailboxes.address import FolderAddress
from helpdesk.kit.mailboxes.port import LIMIT
from helpdesk.mailroom.commands import fetch as fetch_command
from helpdesk.mailroom.commands import receive as receive_command
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.fetch import Round


@pytest.fixture
def spool(tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, "mailboxes", (FolderAddress("brev", tmp_path / "brev"),))
    return tmp_path / "brev"


def test_fetch_says_how_it_went(app: Flask, spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_command.logs, "configure", lambda _style: None)
    answer = app.test_cli_runner().invoke(args=["mail", "fetch", "--once"])
    assert (answer.exit_code, answer.output) == (0, "brev: 0 letters taken in, 0 moved.\n")
    spool.rmdir()
    spool.touch()
    answer = app.test_cli_runner().invoke(args=["mail", "fetch", "--once"])
    assert answer.exit_code == 1
    assert answer.output == "brev: 0 letters taken in, 0 moved. Not all went well: FileExistsError.\n"
    monkeypatch.setattr(fetch_command, "fetch_mail", lambda: (Round("brev", is_busy=True),))
    answer = app.test_cli_runner().invoke(args=["mail", "fetch", "--once"])
    assert (answer.exit_code, answer.output) == (0, "brev: another process is at it.\n")


def test_fetch_says_when_no_mailbox_is_set(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_command.logs, "configure", lambda _style: None)
    answer = app.test_cli_runner().invoke(args=["mail", "fetch"])
    assert (answer.exit_code, answer.output) == (0, "No mailbox is set: name them in HELPDESK_MAILBOXES.\n")


def test_the_doctor_tells_of_each_mailbox(app: Flask, spool: Path) -> None:
    assert "OK     mailbox brev: 0 letters to be fetched\n" in app.test_cli_runner().invoke(args=["doctor"]).output
    spool.rmdir()
    spool.touch()
    said = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "FAULT  mailbox brev unreachable: It can't be opened (FileExistsError).\n" in said


@pytest.mark.parametrize(
    ("words", "envelope"),
    [
        ((), Envelope("pipe")),
        (("--sender", ""), Envelope("pipe", sender="")),
        (("--sender", "<bo@a.example>", "--recipient", "svar+\udce5\0@b.example"), Envelope("pipe", sender="bo@a.example", recipient="svar+\ufffd\ufffd@b.example")),
    ],
)  # fmt: skip
def test_a_letter_through_the_pipe(
    app: Flask, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], envelope: Envelope
) -> None:
    taken: list[tuple[bytes, Envelope]] = []
    monkeypatch.setattr(receive_command, "take_in", lambda raw, envelope: taken.append((raw, envelope)))
    answer = app.test_cli_runner().invoke(args=["mail", "receive", *words], input=BytesIO(b"A: b\n\nhej \xe5"))
    assert (answer.exit_code, taken) == (0, [(b"A: b\n\nhej \xe5", envelope)])


@pytest.mark.parametrize(
    ("raw", "error", "code"),
    [(b"A: b", OSError("hemligt"), 75), (b" \n", None, 65), (b"x" * (LIMIT + 1), None, 65)],
)
def test_what_is_not_taken_in_is_told_by_the_exit_code(
    app: Flask, monkeypatch: pytest.MonkeyPatch, raw: bytes, error: Exception | None, code: int
) -> None:
    def fail(_raw: bytes, _envelope: Envelope) -> None:
        assert error is not None
        raise error

    monkeypatch.setattr(receive_command, "take_in", fail)
    answer = app.test_cli_runner().invoke(args=["mail", "receive"], input=BytesIO(raw))
    assert answer.exit_code == code
    assert "hemligt" not in answer.output
