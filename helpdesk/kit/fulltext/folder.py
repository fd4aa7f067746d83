"""The index folder: which directory in it is the valid one, and one writer at a time.

current.json   names the valid directory; replaced by rename, so that readers see the old or the new
index-<n>      one whole index, n grows with every rebuild
lock           held by the writer; the system lets it go when the process ends, however it ends
"""

import fcntl
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from helpdesk.kit.fulltext.port import SearchUnavailableError

_POLL = 0.01  # seconds between two tries for the lock


@dataclass(frozen=True, slots=True)
class Valid:
    """The directory in use: its number, the format it was written in, and whether a rebuild has filled it."""

    number: int
    version: str
    is_complete: bool


class IndexFolder:
    """The folder belongs to this class alone; nothing from outside may be put into it (opening an index unpickles)."""

    def __init__(self, path: Path, version: str) -> None:
        """`version`: the format that this program reads and writes."""
        self._path = path
        self._version = version

    def valid(self) -> Valid | None:
        """The directory in use; None when there is none in our format."""
        found = self._read()
        return found if found and found.version == self._version else None

    def directory(self, number: int) -> Path:
        """Where the index of this number lies."""
        return self._path / f"index-{number}"

    def next_directory(self) -> tuple[int, Path]:
        """A new, empty directory; only for who holds the lock. What earlier writers left unfinished is removed."""
        found = self._read()
        number = found.number + 1 if found else 1
        self._remove_all_but(found.number if found else 0)
        directory = self.directory(number)
        directory.mkdir()
        return number, directory

    def publish(self, number: int, *, is_complete: bool) -> None:
        """Make this directory the valid one and remove the others, which hold what may since have been withdrawn."""
        fresh = self._path / "current.json.new"
        fresh.write_text(json.dumps(asdict(Valid(number, self._version, is_complete))), encoding="utf-8")
        fresh.replace(self._path / "current.json")
        self._remove_all_but(number)

    @contextmanager
    def writing(self, wait_seconds: float) -> Iterator[None]:
        """Hold the writer's lock; SearchUnavailableError when another writer keeps it longer than this."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "lock").open("a") as lock:
            until = time.monotonic() + wait_seconds
            while not _taken(lock.fileno()):
                if time.monotonic() > until:
                    message = "another writer keeps the index"
                    raise SearchUnavailableError(message)
                time.sleep(_POLL)
            yield

    def _read(self) -> Valid | None:
        try:
            return Valid(**json.loads((self._path / "current.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _remove_all_but(self, number: int) -> None:
        for directory in self._path.glob("index-*"):
            if directory != self.directory(number):
                shutil.rmtree(directory, ignore_errors=True)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
