"""A file that several processes may read after one of them has opened it."""

import os
from io import RawIOBase
from pathlib import Path


class PlacedFile(RawIOBase):
    """A file for reading with a place of its own.

    The system keeps one place for an open file, which a process shares with those that it makes by `fork`: each would read on
    where another has just been. This one keeps its place itself, and says where it reads each time.
    """

    def __init__(self, path: str | Path) -> None:
        """Open the file. Raises OSError."""
        super().__init__()
        self._place = 0
        self._number = os.open(path, os.O_RDONLY)

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Any place can be read."""
        return True

    def fileno(self) -> int:
        """The system's number for it."""
        return self._number

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what a BufferedReader hands over
        """Fill the buffer from the present place; gives how many bytes there were."""
        count = os.preadv(self._number, [buffer], self._place)
        self._place += count
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, counted from the beginning, from the present one or from the end."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place}.get(whence)
        self._place = offset + (os.fstat(self._number).st_size if base is None else base)
        return self._place

    def close(self) -> None:
        """Give the file back to the system; once more does no harm."""
        if not self.closed:
            super().close()
            os.close(self._number)
