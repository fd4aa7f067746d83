"""A spool folder for development: every file in it is a letter."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from helpdesk.kit.mailboxes.address import FolderAddress
from helpdesk.kit.mailboxes.growing import head_of
from helpdesk.kit.mailboxes.port import HEAD_LIMIT, LIMIT, LetterError, MailboxError, MailboxLetter

DONE, ASIDE = "done", "quarantine"


class FolderMailbox:
    """See Mailbox. A file whose name begins with a dot is still being written; read files are moved to `done`."""

    uid_validity = 0

    def __init__(self, address: FolderAddress, *, limit: int = LIMIT) -> None:
        """`limit` in octets, above which only the head is read."""
        self._path = address.path
        self._limit = limit
        self._files: dict[int, Path] = {}

    def __enter__(self) -> Self:
        """See Mailbox: makes the folder."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MailboxError(type(error).__name__) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See Mailbox: there is nothing to close."""

    def uids(self) -> list[int]:
        """See Mailbox: a file's number follows from its name, time and size, so that it is the same after a new start."""
        try:
            self._files = {_number(path): path for path in self._waiting()}
        except OSError as error:
            raise MailboxError(type(error).__name__) from error
        return list(self._files)

    def letter(self, uid: int) -> MailboxLetter | None:
        """See Mailbox."""
        try:
            with self._files[uid].open("rb") as file:
                raw = file.read(self._limit + 1)
                size = file.seek(0, 2)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LetterError(type(error).__name__) from error
        if size <= self._limit:
            return MailboxLetter(raw, size)
        return MailboxLetter(head_of(raw[:HEAD_LIMIT]), size, is_headers_only=True)

    def lay_done(self, uid: int) -> None:
        """See Mailbox."""
        self._lay(uid, DONE)

    def lay_aside(self, uid: int) -> None:
        """See Mailbox."""
        self._lay(uid, ASIDE)

    def _lay(self, uid: int, place: str) -> None:
        path, folder = self._files[uid], self._path / place
        target = folder / path.name
        try:
            folder.mkdir(exist_ok=True)
            path.rename(folder / f"{uid}-{path.name}" if target.exists() else target)
        except FileNotFoundError:
            return
        except OSError as error:
            raise LetterError(type(error).__name__) from error

    def _waiting(self) -> Iterator[Path]:
        for path in sorted(self._path.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                yield path


def _number(path: Path) -> int:
    stat = path.stat()
    told = f"{path.name}\0{stat.st_mtime_ns}\0{stat.st_size}"
    return int.from_bytes(sha256(told.encode("utf-8", "surrogateescape")).digest()[:7])
