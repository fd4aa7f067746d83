"""A mail server hands letters over, by LMTP or through a pipe: what was not kept is handed over again, and comes in once."""

import os
import re
import signal
import smtplib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from helpdesk.kit.db import db
from helpdesk.kit.mailboxes.port import LIMIT, MOST
from helpdesk.mailroom.models import ReceivedLetter
from tests.house.test_docs import ROOT
from tests.journeys.house import FLASK, free_port
from tests.journeys.mailrooms import Mailroom, hand_over, letter, mailroom
from tests.mail import postfix

LETTERS = 40


@pytest.fixture
def room(database_server: str, tmp_path: Path) -> Iterator[Mailroom]:
    """Without a mailbox that letters are fetched from."""
    with mailroom(tmp_path, database_server) as room:
        yield room


@contextmanager
def lmtp(room: Mailroom) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """The product's LMTP server, and its port."""
    room.log.write_text("")
    with room.running("mail", "lmtp", "--port", "0") as server:
        room.wait_until(lambda: "lmtp listens on port" in room.log.read_text(), "the server listens")
        found = re.search(r"lmtp listens on port (\d+)", room.log.read_text())
        assert found is not None
        yield server, int(found[1])


@contextmanager
def without_database(room: Mailroom) -> Iterator[None]:
    """While the block runs, the database can't be opened."""
    with room.app.app_context():
        db.session.remove()
        db.engine.dispose()
        url = db.engine.url
    here = str(url.database)
    if url.get_backend_name() == "sqlite":
        Path(here).rename(f"{here}-away")
        Path(here).mkdir()  # else it would be made anew
        yield
        Path(here).rmdir()
        Path(f"{here}-away").rename(here)
        return
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {here} RENAME TO {here}_away"))
        yield
        connection.execute(text(f"ALTER DATABASE {here}_away RENAME TO {here}"))
    engine.dispose()


@pytest.mark.timeout(300)
def test_a_killed_server_loses_no_letter_that_it_took(room: Mailroom) -> None:
    taken: list[int] = []
    for kill_after in (LETTERS // 3, 2 * LETTERS // 3):
        with lmtp(room) as (server, port):
            with suppress(smtplib.SMTPException, OSError):
                for number in range(len(taken), LETTERS):
                    if number == kill_after:
                        # In the middle of a letter: it is being taken in, and nobody has been answered.
                        os.kill(server.pid, signal.SIGKILL)
                    hand_over(port, letter(number))
                    taken.append(number)
            assert server.wait(30) == -signal.SIGKILL
        assert room.count() >= len(taken) == kill_after
    with lmtp(room) as (server, port):
        for number in range(len(taken), LETTERS):
            assert hand_over(port, letter(number)) == [250]
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
    assert room.tickets() == LETTERS
    assert set(room.keys()) == {f"{number}.brev@kommun.example" for number in range(LETTERS)}


@pytest.mark.timeout(300)
def test_each_recipient_is_answered_for_and_the_letter_comes_in_once(room: Mailroom) -> None:
    with lmtp(room) as (_, port):
        assert hand_over(port, letter(1), "fraga@example.org", "svar@example.org") == [250, 250]
        assert hand_over(port, letter(2)) == [250]
    assert room.became() == {"ticket": 2, "double": 1}


@contextmanager
def without_store(room: Mailroom) -> Iterator[None]:
    """While the block runs, a file lies where the folder of the files should."""
    here, away = room.house.folder / "files", room.house.folder / "files-away"
    is_there = here.exists()
    if is_there:
        here.rename(away)
    here.touch()
    yield
    here.unlink()
    if is_there:
        away.rename(here)


@contextmanager
def without_migration(room: Mailroom) -> Iterator[None]:
    """While the block runs, the database has no table of letters, as before an upgrade."""
    with room.app.app_context():
        db.session.execute(text("ALTER TABLE received_letter RENAME TO received_letter_away"))
        db.session.commit()
        yield
        db.session.execute(text("ALTER TABLE received_letter_away RENAME TO received_letter"))
        db.session.commit()


TROUBLES = pytest.mark.parametrize("trouble", [without_database, without_store, without_migration])
Trouble = Callable[[Mailroom], AbstractContextManager[None]]


@TROUBLES
@pytest.mark.timeout(300)
def test_a_letter_is_put_off_while_it_can_t_be_kept(room: Mailroom, trouble: Trouble) -> None:
    with lmtp(room) as (_, port):
        with trouble(room), pytest.raises(smtplib.SMTPDataError) as put_off:
            hand_over(port, letter(1))
        assert put_off.value.smtp_code == 451
        assert hand_over(port, letter(1)) == [250]
    assert room.became() == {"ticket": 1}


LINE = "x" * 76 + "\r\n"
MEMORY = 512 * 1024 * 1024


@pytest.mark.timeout(300)
def test_of_a_letter_over_the_limit_the_head_waits_for_a_person_by_whichever_door(room: Mailroom) -> None:
    over = letter(1, text=LINE * (LIMIT // len(LINE)))
    with lmtp(room) as (server, port):
        assert hand_over(port, over) == [250]
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{server.pid}/status").read_text())
        assert peak is not None
        assert int(peak[1]) * 1024 < MEMORY
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            hand_over(port, letter(2, text=LINE * (MOST // len(LINE))))
        assert refused.value.smtp_code == 552
    assert piped(room, over) == 0
    assert piped(room, letter(2, text=LINE * (MOST // len(LINE)))) == 65
    assert room.became() == {"quarantined": 2}
    assert room.count(ReceivedLetter.is_headers_only, ReceivedLetter.size == len(over)) == 2
    assert set(room.keys()) == {"1.brev@kommun.example"}


@pytest.mark.postfix
@pytest.mark.timeout(300)
def test_a_real_mail_server_keeps_letters_until_they_are_taken(room: Mailroom) -> None:
    door = free_port()
    with postfix.running(lmtp_port=door) as port, smtplib.SMTP("127.0.0.1", port, timeout=60) as line:
        for number in range(10):  # nobody listens yet
            line.sendmail("anna@kommun.example", ["fraga@example.org"], letter(number))
        line.sendmail("anna@kommun.example", ["fraga@example.org", "fraga+till@example.org"], letter(10))
        with room.running("mail", "lmtp", "--port", str(door)):
            room.wait_until(lambda: room.count() == 12, "all letters come in")
    assert room.became() == {"ticket": 11, "double": 1}
    assert set(room.keys()) == {f"{number}.brev@kommun.example" for number in range(11)}


def piped(room: Mailroom, raw: bytes, *, script: Path | None = None, before: Sequence[str] = ()) -> int:
    """The exit code of the command, or of the script that a mail server runs it by; `before` is what starts the command."""
    words = [*FLASK, "mail", "receive", "--sender", "anna@kommun.example", "--recipient", "fraga@example.org"]
    if script is not None:
        words = ["sh", str(script), "anna@kommun.example", "fraga@example.org"]
    done = subprocess.run(
        [*before, *words], cwd=ROOT, env=room.house.environ, input=raw, check=False, capture_output=True, timeout=120
    )
    print(done.stderr.decode())  # noqa: T201  pytest shows it when the code is another one than the test says
    return done.returncode


def script_of(room: Mailroom) -> Path:
    """The script that the operator copies, for this installation."""
    settings = room.house.folder / "helpdesk.env"
    settings.write_text("")
    told = (ROOT / "docs/operations/helpdesk-receive").read_text()
    script = room.house.folder / "helpdesk-receive"
    script.write_text(told.replace("/etc/helpdesk/helpdesk.env", str(settings)).replace("/srv/helpdesk", str(ROOT)))
    return script


@TROUBLES
@pytest.mark.timeout(300)
def test_a_pipe_tries_again_until_a_letter_can_be_kept(room: Mailroom, trouble: Trouble) -> None:
    with trouble(room):
        assert piped(room, letter(1)) == 75
    assert piped(room, letter(1)) == 0
    assert room.became() == {"ticket": 1}


@pytest.mark.timeout(300)
def test_a_pipe_says_try_again_when_the_disk_is_full(room: Mailroom) -> None:
    full = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh"]  # no file can grow over 4 kB
    raw, script = letter(1, text=LINE * 1000), script_of(room)
    assert piped(room, raw, script=script, before=full) == 75
    assert piped(room, raw, script=script) == 0
    assert room.became() == {"ticket": 1}


@pytest.mark.timeout(300)
def test_a_pipe_hands_over_once(room: Mailroom) -> None:
    assert piped(room, letter(1)) == 0
    assert piped(room, letter(1)) == 0
    assert piped(room, b"") == 65
    assert room.became() == {"ticket": 1, "double": 1}


@pytest.mark.timeout(300)
def test_the_script_of_the_pipe_says_try_again_whatever_keeps_the_command_from_starting(room: Mailroom) -> None:
    script, settings = script_of(room), room.house.folder / "helpdesk.env"
    settings.unlink()
    assert piped(room, letter(1), script=script) == 75
    settings.write_text("HELPDESK_UNKNOWN=1\n")
    assert piped(room, letter(1), script=script) == 75
    settings.write_text("")
    assert piped(room, letter(1), script=script) == 0
    assert room.became() == {"ticket": 1}
