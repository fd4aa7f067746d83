import os
from pathlib import Path

import pytest

from helpdesk.kit.mailboxes.address import FolderAddress
from helpdesk.kit.mailboxes.folder import FolderMailbox
from helpdesk.kit.mailboxes.opening import opened
from helpdesk.kit.mailboxes.port import LetterError, MailboxError, MailboxLetter


def test_every_file_is_a_letter_until_it_is_moved(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    with opened(FolderAddress("brev", spool)) as mailbox:
        assert mailbox.uids() == []
        (spool / "b.eml").write_bytes(b"Subject: b\n\nb")
        (spool / "a.eml").write_bytes(b"Subject: a\n\na")
        (spool / ".half").write_bytes(b"Subj")
        first, second = mailbox.uids()
        assert mailbox.letter(first) == MailboxLetter(b"Subject: a\n\na", 13)
        mailbox.lay_done(first)
        mailbox.lay_aside(second)
        assert mailbox.letter(first) is None
        assert mailbox.uids() == []
    assert (spool / "done" / "a.eml").read_bytes() == b"Subject: a\n\na"
    assert (spool / "quarantine" / "b.eml").exists()


def test_a_letter_keeps_its_number_and_one_that_comes_later_under_its_name_has_another(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    numbers = []
    for text, at in (("ett", 1), ("ett", 1), ("ett", 2), ("två", 2)):
        path.write_text(text)
        os.utime(path, (at, at))
        with FolderMailbox(FolderAddress("brev", tmp_path)) as mailbox:
            numbers += mailbox.uids()
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3
    assert all(0 < number < 2**63 for number in numbers)


def test_a_second_of_the_same_name_does_not_take_the_first_one_s_place(tmp_path: Path) -> None:
    with FolderMailbox(FolderAddress("brev", tmp_path)) as mailbox:
        for text in ("ett", "två"):
            (tmp_path / "a.eml").write_text(text)
            mailbox.lay_done(mailbox.uids()[0])
    assert sorted(path.read_text() for path in (tmp_path / "done").iterdir()) == ["ett", "två"]


@pytest.mark.parametrize(("raw", "head"), [
    (b"A: b\r\n\r\n" + b"x" * 50, b"A: b\r\n\r\n"),
    (b"A: b\n\n" + b"x" * 50, b"A: b\r\n\r\n"),
    (b"A" * 50, b"A" * 21),
])  # fmt: skip
def test_of_one_over_the_limit_only_the_head_is_read(tmp_path: Path, raw: bytes, head: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(raw)
    with FolderMailbox(FolderAddress("brev", tmp_path), limit=20) as mailbox:
        assert mailbox.letter(mailbox.uids()[0]) == MailboxLetter(head, len(raw), is_headers_only=True)


def test_a_folder_that_can_t_be_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(MailboxError, match="NotADirectoryError"),
        FolderMailbox(FolderAddress("x", tmp_path / "file/x")),
    ):
        pass
    mailbox = FolderMailbox(FolderAddress("x", tmp_path / "gone"))
    with pytest.raises(MailboxError, match="FileNotFoundError"):
        mailbox.uids()


def test_a_letter_that_can_t_be_read_or_moved_is_told_of_alone(tmp_path: Path) -> None:
    (tmp_path / "a.eml").touch()
    (tmp_path / "done").touch()
    with FolderMailbox(FolderAddress("x", tmp_path)) as mailbox:
        uids = mailbox.uids()
        (tmp_path / "a.eml").unlink()
        (tmp_path / "a.eml").mkdir()
        with pytest.raises(LetterError, match="IsADirectoryError"):
            mailbox.letter(uids[0])
        with pytest.raises(LetterError, match="FileExistsError"):
            mailbox.lay_done(uids[0])
