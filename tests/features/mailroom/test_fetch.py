"""A mailbox is looked through: each letter once, a bad one beside the others, and what happened written down."""

import errno
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from helpdesk.domain.incoming import LetterStand, Outcome
from helpdesk.kit.alone import alone
from helpdesk.kit.db import db
from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.mailboxes.address import FolderAddress
from helpdesk.kit.mailboxes.port import LetterError, MailboxError, MailboxLetter
from helpdesk.mailroom.models import FetchedMailbox, ReceivedLetter
from helpdesk.mailroom.tasks import fetch as fetching
from helpdesk.mailroom.tasks import intake, sweep
from helpdesk.mailroom.tasks.fetch import fetch, fetch_mail
from helpdesk.mailroom.tasks.intake import file_waiting
from helpdesk.mailroom.tasks.sweep import Round
from helpdesk.tickets.models.ticket import Ticket
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("stage", "shared_reader")
Now = Callable[[datetime], None]


@pytest.fixture
def spool(tmp_path: Path, migrated: Flask, monkeypatch: pytest.MonkeyPatch) -> FolderAddress:
    """The mailbox that the settings name."""
    address = FolderAddress("brev", tmp_path)
    monkeypatch.setitem(migrated.extensions, "mailboxes", (address,))
    return address


def put(spool: FolderAddress, *numbers: int) -> None:
    for number in numbers:
        (spool.path / f"{number:03}.eml").write_bytes(
            f"From: Bo <bo.{number}@kommun{number}.example>\r\nTo: fraga@stod.example\r\nSubject: Brev {number}\r\n"
            f"Message-ID: <{number}@kommun.example>\r\n\r\nVem svarar för {number}?\r\n".encode()
        )


def lying(spool: FolderAddress, place: str = "") -> list[str]:
    return sorted(path.stem for path in (spool.path / place).glob("*.eml"))


def tickets() -> int:
    return db.session.scalar(select(func.count(Ticket.id))) or 0


def letters() -> list[ReceivedLetter]:
    db.session.rollback()
    return list(db.session.scalars(select(ReceivedLetter).order_by(ReceivedLetter.id)))


def noted() -> FetchedMailbox:
    db.session.rollback()
    return db.session.get_one(FetchedMailbox, "brev")


def test_letters_are_taken_in_moved_and_written_down(spool: FolderAddress) -> None:
    put(spool, 1, 2)
    assert fetch_mail() == (Round("brev", taken=2, moved=2),)
    assert (lying(spool), lying(spool, "done"), tickets()) == ([], ["001", "002"], 2)
    assert {(row.mailbox, row.uid_validity, row.envelope_from) for row in letters()} == {("brev", 0, None)}
    row = noted()
    assert (row.fetched_at, row.failed_at, row.last_error, row.failures) == (NOON, None, "", 0)


def test_who_died_before_moving_only_moves(spool: FolderAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    put(spool, 1)
    with monkeypatch.context() as patch:
        patch.setattr("helpdesk.kit.mailboxes.folder.FolderMailbox.lay_done", die)
        with pytest.raises(SystemExit):
            fetch(spool)
    assert fetch(spool) == Round("brev", taken=0, moved=1)
    assert (len(letters()), lying(spool, "done")) == (1, ["001"])


def die(*_: object, **_named: object) -> None:
    raise SystemExit


def test_who_died_before_the_letter_was_kept_takes_it_in(spool: FolderAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    put(spool, 1)
    with monkeypatch.context() as patch:
        patch.setattr(intake, "file_row", die)
        with pytest.raises(SystemExit):
            fetch(spool)
    assert (letters(), lying(spool)) == ([], ["001"])
    assert fetch(spool) == Round("brev", taken=1, moved=1)
    assert [row.outcome for row in letters()] == [Outcome.TICKET]


def test_an_unreadable_letter_among_others_is_laid_aside(
    spool: FolderAddress, one_reader: BoundedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = one_reader.read

    def refuse(raw: bytes) -> IncomingLetter:
        if b"Brev 7" in raw:
            raise UnreadableLetterError
        return read(raw)

    monkeypatch.setattr(one_reader, "read", refuse)
    put(spool, *range(1, 13))
    assert fetch(spool) == Round("brev", taken=12, moved=12)
    assert (lying(spool, "quarantine"), len(lying(spool, "done")), tickets()) == (["007"], 11, 11)


def failing_for(subject: str, file: Callable[..., None], error: Exception) -> Callable[..., None]:
    def fail(kept: object, letter: IncomingLetter, *rest: Any, **more: Any) -> None:
        if letter.subject == subject:
            raise error
        file(kept, letter, *rest, **more)

    return fail


def test_a_letter_that_can_t_be_filed_is_laid_aside_in_the_same_sweep_and_the_others_go_on(
    spool: FolderAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    for verb in ("file_row", "file_letter"):
        monkeypatch.setattr(intake, verb, failing_for("Brev 2", getattr(intake, verb), ArithmeticError()))
    put(spool, 1, 2, 3)
    assert fetch(spool) == Round("brev", taken=3, moved=3)
    assert (lying(spool), lying(spool, "quarantine"), tickets()) == ([], ["002"], 2)
    assert [row.tries for row in letters()] == [0, 3, 0]


def test_a_letter_for_which_the_disk_has_no_room_stays_until_it_has_and_the_others_go_on(
    spool: FolderAddress, monkeypatch: pytest.MonkeyPatch, now: Now
) -> None:
    with monkeypatch.context() as full:
        for verb in ("file_row", "file_letter"):
            failing = failing_for("Brev 2", getattr(intake, verb), OSError(errno.ENOSPC, "hemligt"))
            full.setattr(intake, verb, failing)
        put(spool, 1, 2, 3)
        assert fetch(spool) == Round("brev", taken=3, moved=2)
        for minute in range(1, 10):
            now(NOON + timedelta(minutes=minute))
            file_waiting()
            assert fetch(spool) == Round("brev")
    row = letters()[1]
    assert (row.stand, row.tries, row.last_error) == (LetterStand.RECEIVED, 0, "OSError ENOSPC")
    assert lying(spool) == ["002"]
    now(NOON + timedelta(minutes=10))
    file_waiting()
    assert fetch(spool) == Round("brev", taken=0, moved=1)
    assert (lying(spool), tickets()) == ([], 3)


class Scripted:
    """A mailbox with three letters, of which the second is trouble."""

    uid_validity = 7

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.done: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def uids(self) -> list[int]:
        return [1, 2, 3]

    def letter(self, uid: int) -> MailboxLetter | None:
        if uid == 2:
            raise self.error
        return None if uid in self.done else MailboxLetter(b"From: a@b.example\r\n\r\nHej %d\r\n" % uid, 26)

    def lay_done(self, uid: int) -> None:
        self.done.append(uid)

    lay_aside = lay_done


@pytest.mark.parametrize(
    ("error", "moved", "told"),
    [
        (LetterError("Refused", "SERVERBUG"), [1, 3], "Refused SERVERBUG"),
        (ArithmeticError("hemligt"), [1, 3], "ArithmeticError"),
        (MailboxError("ConnectionClosed"), [1, 3], "ConnectionClosed"),
    ],
)
def test_a_fault_is_told_by_its_kind_and_stops_no_more_than_it_must(
    spool: FolderAddress,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    moved: list[int],
    told: str,
) -> None:
    mailbox = Scripted(error)
    monkeypatch.setattr(sweep, "opened", lambda _: mailbox)
    with caplog.at_level(logging.INFO):
        for failures in (1, 2):
            assert fetch(spool).error == told
            assert (noted().failures, noted().failed_at, noted().last_error) == (failures, NOON, told)
    assert mailbox.done[: len(moved)] == moved
    assert "hemligt" not in caplog.text


def test_without_a_database_the_others_are_left_for_the_next_time(
    spool: FolderAddress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> int:
        statement = "hemligt"
        raise OperationalError(statement, {}, Exception(), connection_invalidated=True)

    put(spool, 1, 2)
    monkeypatch.setattr(sweep, "take_in", away)
    assert fetch(spool) == Round("brev", error="OperationalError")
    assert lying(spool) == ["001", "002"]
    assert caplog.text.count("was not taken in") == 1
    assert "hemligt" not in caplog.text


def test_what_went_wrong_is_forgotten_when_it_goes_well(spool: FolderAddress, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    fetch(FolderAddress("brev", tmp_path / "file" / "x"))
    assert noted().failures == 1
    (tmp_path / "file").unlink()
    fetch(spool)
    assert (noted().failures, noted().last_error, noted().failed_at, noted().fetched_at) == (0, "", NOON, NOON)


def test_one_that_another_process_looks_through_is_left_alone(spool: FolderAddress, app: Flask, tmp_path: Path) -> None:
    put(spool, 1)
    held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), alone("fetch_brev"):
            held.set()
            may_end.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(30)
    assert fetch_mail() == (Round("brev", is_busy=True),)
    may_end.set()
    other.join()
    assert lying(FolderAddress("brev", tmp_path)) == ["001"]


def test_told_to_stop_it_finishes_the_letter_at_hand(spool: FolderAddress) -> None:
    put(spool, 1, 2, 3)
    assert fetch(spool, should_stop=lambda: bool(lying(spool, "done"))) == Round("brev", taken=1, moved=1)
    assert fetch(spool) == Round("brev", taken=2, moved=2)


def test_a_database_that_is_away_is_told_of_in_the_log(
    spool: FolderAddress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        statement = "hemligt"
        raise OperationalError(statement, {}, Exception())

    monkeypatch.setattr(fetching, "note_fetched", away)
    fetch(spool)
    assert "mailbox brev: nothing can be written down: OperationalError" in caplog.text
