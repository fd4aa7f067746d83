import os
import signal
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from helpdesk.kit.mailboxes.address import FolderAddress
from helpdesk.kit.mailboxes.port import LIMIT, MOST
from helpdesk.mailroom.commands import fetch as fetch_command
from helpdesk.mailroom.commands import receive as receive_command
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.sweep import Round


@pytest.fixture
def spool(tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, "mailboxes", (FolderAddress("brev", tmp_path / "brev"),))
    return tmp_path / "brev"


def fetched(app: Flask, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The exit code, and what was said."""
    monkeypatch.setattr(fetch_command.logs, "configure", lambda _style: None)
    answer = app.test_cli_runner().invoke(args=["mail", "fetch", *words])
    return answer.exit_code, answer.output


@pytest.mark.usefixtures("spool")
def test_fetch_says_how_it_went(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetched(app, monkeypatch, "--once") == (0, "brev: 0 brev hämtade, 0 flyttade.\n")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        ("LoginError AUTHENTICATIONFAILED", 77, "Mejlservern godtar inte användarnamnet och lösenordet."),
        ("gaierror", 68, "Mejlserverns namn hittas inte."),
        ("ConnectionRefusedError", 69, "Mejlservern svarar inte."),
        ("TimeoutError", 69, "Mejlservern svarar inte i tid."),
        ("OSError ENETUNREACH", 69, "Mejlservern går inte att nå över nätet."),
        ("SSLCertVerificationError OTHER-HOST", 76, "Mejlserverns certifikat gäller ett annat namn."),
        ("SSLCertVerificationError UNKNOWN-AUTHORITY", 76, "från en utfärdare som den här datorn inte litar på."),
        ("SSLCertVerificationError EXPIRED", 76, "Mejlserverns certifikat har gått ut."),
        ("SSLError", 76, "Det går inte att få en krypterad anslutning till mejlservern."),
        ("CapabilityError", 76, "Mejlservern krypterar inte."),
        ("OSError ENOSPC", 75, "Disken är full."),
        ("FileExistsError", 75, "Brevlådan gick inte att gå igenom."),
    ],
)
def test_fetch_says_what_is_wrong_and_what_to_do(
    app: Flask, spool: Path, monkeypatch: pytest.MonkeyPatch, error: str, code: int, told: str
) -> None:
    monkeypatch.setitem(app.extensions, "mailboxes", (FolderAddress("brev", spool),))
    rounds = (Round("post", taken=1), Round("brev", taken=2, error=error))
    monkeypatch.setattr(fetch_command, "fetch_mail", lambda: rounds)
    answer, said = fetched(app, monkeypatch, "--once")
    assert answer == code
    assert told in said.splitlines()[1]
    assert f"Felet heter {error}." in said


@pytest.mark.usefixtures("spool")
def test_fetch_says_when_another_process_is_at_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_command, "fetch_mail", lambda: (Round("brev", is_busy=True),))
    code, said = fetched(app, monkeypatch, "--once")
    assert (code, said) == (
        75,
        "brev: en annan process hämtar från brevlådan. Vänta tills den är klar, eller stoppa den.\n",
    )


@pytest.mark.usefixtures("spool")
def test_fetch_says_when_the_database_is_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        statement = "hemligt"
        raise OperationalError(statement, {}, Exception(), connection_invalidated=True)

    monkeypatch.setattr(fetch_command, "fetch_mail", away)
    code, said = fetched(app, monkeypatch, "--once")
    assert code == 75
    assert said.startswith("Databasen svarar inte (OperationalError).")


def test_fetch_says_when_no_mailbox_is_set(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ((), ("--once",)):
        code, said = fetched(app, monkeypatch, *words)
        assert code == 78
        assert said.startswith("Ingen brevlåda är inställd. Ange en i HELPDESK_MAILBOXES")


@pytest.mark.usefixtures("spool")
def test_what_is_wrong_is_said_once_while_it_goes_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = iter(["gaierror", "gaierror", "", "gaierror"])

    def look() -> tuple[Round, ...]:
        error = next(errors, None)
        if error is None:
            os.kill(os.getpid(), signal.SIGTERM)
        return (Round("brev", error=error or ""),)

    monkeypatch.setattr(fetch_command, "fetch_mail", look)
    monkeypatch.setattr(fetch_command, "POLL", 0)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    code, said = fetched(app, monkeypatch)
    for number, handler in before.items():
        signal.signal(number, handler)
    assert (code, said.count("Felet heter gaierror.")) == (0, 2)


def test_the_doctor_tells_of_each_mailbox(app: Flask, spool: Path) -> None:
    assert "OK     mailbox brev: 0 letters to be fetched\n" in app.test_cli_runner().invoke(args=["doctor"]).output
    spool.rmdir()
    spool.touch()
    said = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "FAULT  mailbox brev unreachable: It can't be opened (FileExistsError).\n" in said


@pytest.mark.parametrize(
    ("words", "envelope"),
    [
        ((), Envelope("pipe", size=11)),
        (("--sender", ""), Envelope("pipe", sender="", size=11)),
        (("--sender", "<bo@a.example>", "--recipient", "svar+\udce5\0@b.example"), Envelope("pipe", sender="bo@a.example", recipient="svar+\ufffd\ufffd@b.example", size=11)),
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
    [(b"A: b", OSError("hemligt"), 75), (b" \n", None, 65), (b"x" * (MOST + 1), None, 65)],
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


def test_of_a_letter_over_the_limit_the_head_is_taken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[bytes, Envelope]] = []
    monkeypatch.setattr(receive_command, "take_in", lambda raw, envelope: taken.append((raw, envelope)))
    raw = b"A: b\r\n\r\n" + b"x" * LIMIT
    assert app.test_cli_runner().invoke(args=["mail", "receive"], input=BytesIO(raw)).exit_code == 0
    assert taken == [(b"A: b\r\n\r\n", Envelope("pipe", is_headers_only=True, size=len(raw)))]
