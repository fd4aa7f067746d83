"""What is no letter's fault: it is tried again until it has gone by, and keeps back no letter behind it."""

import errno
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from helpdesk.domain.incoming import TRIES, HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.mailboxes.port import MailboxError
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations import file_letter, quarantine, receive
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.operations.settling import describe
from helpdesk.mailroom.tasks import intake
from helpdesk.mailroom.tasks.faults import kind_of
from helpdesk.mailroom.tasks.intake import file_waiting, take_in
from helpdesk.web.site import site
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("stage", "shared_reader")
Now = Callable[[datetime], None]


def raw(number: int) -> bytes:
    return (
        f"From: Bo <bo.{number}@a{number}.example>\r\nMessage-ID: <{number}@a.example>\r\n\r\nVem svarar?\r\n".encode()
    )


def unfiled(monkeypatch: pytest.MonkeyPatch, *numbers: int) -> list[int]:
    """Letters that were kept by a process that died before it filed them."""
    with monkeypatch.context() as killed:
        killed.setattr(intake, "file_row", lambda *_args, **_kwargs: None)
        return [take_in(raw(number), Envelope("fraga", 7, number)) for number in numbers]


def letter(id_: int) -> ReceivedLetter:
    db.session.rollback()
    return db.session.scalars(select(ReceivedLetter).where(ReceivedLetter.id == id_)).one()


def path_of(id_: int) -> Path:
    return Path(site().files.open(letter(id_).raw_key).name)


def ails(patch: pytest.MonkeyPatch, key: str, error: OSError) -> None:
    """The store fails to give what lies under the key, and gives all else."""
    rightly = Store.open

    def opened(store: Store, wanted: str) -> IO[bytes]:
        if wanted == key:
            raise error
        return rightly(store, wanted)

    patch.setattr(Store, "open", opened)


@pytest.mark.parametrize("code", [errno.EIO, errno.EMFILE, errno.ENOSPC, errno.EDQUOT])
def test_a_letter_that_the_store_can_t_give_now_keeps_back_no_other(
    now: Now, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    first, second = unfiled(monkeypatch, 1, 2)
    now(NOON + timedelta(minutes=5))
    with monkeypatch.context() as broken:
        ails(broken, letter(first).raw_key, OSError(code, "hemligt"))
        file_waiting()
    row = letter(first)
    assert (row.stand, row.tries, row.last_error) == (LetterStand.RECEIVED, 0, f"OSError {errno.errorcode[code]}")
    assert letter(second).outcome is Outcome.TICKET
    file_waiting()  # a minute has not gone by
    assert letter(first).stand is LetterStand.RECEIVED
    now(NOON + timedelta(minutes=6))
    file_waiting()
    assert (letter(first).outcome, letter(first).last_error) == (Outcome.TICKET, None)


def test_what_does_not_go_by_lies_in_quarantine_at_last(now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    (id_,) = unfiled(monkeypatch, 1)
    ails(monkeypatch, letter(id_).raw_key, OSError(errno.EIO, "hemligt"))
    now(NOON + quarantine.PATIENCE)
    file_waiting()
    assert letter(id_).stand is LetterStand.RECEIVED
    now(NOON + quarantine.PATIENCE + quarantine.PAUSE)
    file_waiting()
    assert (letter(id_).stand, letter(id_).hold_reason) == (LetterStand.QUARANTINED, HoldReason.FAILED)


def test_what_ails_a_letter_s_own_file_counts_as_tries(now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = unfiled(monkeypatch, 1, 2)
    path = path_of(first)
    path.unlink()
    path.mkdir()  # root may read every file, but not this
    now(NOON + timedelta(minutes=5))
    file_waiting()
    row = letter(first)
    assert (row.stand, row.hold_reason, row.tries) == (LetterStand.QUARANTINED, HoldReason.FAILED, TRIES)
    assert row.last_error == "IsADirectoryError EISDIR"
    assert letter(second).outcome is Outcome.TICKET
    path.rmdir()


@pytest.mark.parametrize(("is_seen", "tries"), [(True, TRIES), (False, 0)], ids=["its own", "the whole folder's"])
def test_a_file_that_may_not_be_read_is_its_own_fault_where_its_folder_can_be(
    now: Now, monkeypatch: pytest.MonkeyPatch, *, is_seen: bool, tries: int
) -> None:
    (id_,) = unfiled(monkeypatch, 1)
    ails(monkeypatch, letter(id_).raw_key, PermissionError(errno.EACCES, "hemligt"))
    monkeypatch.setattr(Store, "exists", lambda _store, _key: is_seen)  # as the folder's permissions let it see
    now(NOON + timedelta(minutes=5))
    file_waiting()
    assert (letter(id_).tries, letter(id_).last_error) == (tries, "PermissionError EACCES")


def test_a_reader_that_can_t_be_started_is_no_letter_s_fault(now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    (id_,) = unfiled(monkeypatch, 1)

    def fail(_raw: bytes) -> IncomingLetter:
        raise OSError(errno.ENOMEM, "hemligt")

    with monkeypatch.context() as short:
        short.setattr(intake.reader(), "read", fail)
        now(NOON + timedelta(minutes=5))
        file_waiting()
    assert (letter(id_).stand, letter(id_).last_error) == (LetterStand.RECEIVED, "OSError ENOMEM")
    now(NOON + timedelta(minutes=6))
    file_waiting()
    assert letter(id_).outcome is Outcome.TICKET


def test_a_letter_that_came_whole_before_is_not_spoiled_when_it_comes_again_on_a_full_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id_ = take_in(raw(1), Envelope("lmtp"))

    class Full:
        def read(self, _size: int) -> bytes:
            raise OSError(errno.ENOSPC, "hemligt")

    with monkeypatch.context() as full:
        full.setattr(receive, "BytesIO", lambda _raw: Full())
        with pytest.raises(OSError, match="hemligt"):
            take_in(raw(1), Envelope("lmtp"))
    path = path_of(id_)
    assert path.read_bytes() == raw(1)
    assert list(path.parent.iterdir()) == [path]


def test_what_the_database_does_not_take_of_a_letter_keeps_no_letter_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(row: ReceivedLetter, read: IncomingLetter) -> None:
        if read.message_id == "2@a.example":
            raise ArithmeticError
        describe(row, read)

    for module in (receive, quarantine, file_letter):
        monkeypatch.setattr(module, "describe", refuse)
    bad, good = (take_in(raw(number), Envelope("fraga", 7, number)) for number in (2, 3))
    file_waiting()
    assert (letter(bad).stand, letter(bad).hold_reason) == (LetterStand.QUARANTINED, HoldReason.FAILED)
    assert letter(good).outcome is Outcome.TICKET
    with site().files.open(letter(bad).raw_key) as file:
        assert file.read() == raw(2)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "hemligt"), "OSError ENOSPC"),
        (PermissionError(errno.EACCES, "hemligt"), "PermissionError EACCES"),
        (OSError("hemligt"), "OSError"),
        (KeyError("hemligt"), "KeyError"),
        (MailboxError("LoginError", "EXPIRED"), "LoginError EXPIRED"),
    ],
)
def test_a_fault_is_named_by_kind_and_code(error: Exception, kind: str) -> None:
    assert kind_of(error) == kind
