"""A letter that comes in piece by piece: a large one lies on the disk meanwhile, and of one over the limit only the head is kept."""

from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import Self

from helpdesk.kit.mailboxes.port import HEAD_LIMIT, LIMIT, MOST, MailboxLetter

_IN_MEMORY = 1024 * 1024
"""Octets above which it is written to a temporary file: many may come in at once."""
_HEAD_ENDS = (b"\r\n\r\n", b"\n\n")


class GrowingLetter:
    """Collects pieces; `finished` once."""

    def __init__(self, *, limit: int = LIMIT, most: int = MOST) -> None:
        """`limit` in octets, above which only the head is kept; `most` in octets, above which nothing is."""
        self._limit, self._most = limit, most
        self._size = 0
        self._head: bytes | None = None
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed by `close`

    def __enter__(self) -> Self:
        """For `with`: what was written to the disk is gone at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """See `close`."""
        self.close()

    @property
    def is_too_large(self) -> bool:
        """Whether it is so large that nothing of it is kept."""
        return self._size > self._most

    def add(self, piece: bytes) -> None:
        """The next octets. Raises OSError where there is no room for them: the letter is not to be taken then."""
        self._size += len(piece)
        if self._head is not None:
            return
        self._file.write(piece)
        if self._size > self._limit:
            self._head = head_of(self._beginning(HEAD_LIMIT))
            self.close()

    def finished(self) -> MailboxLetter:
        """The letter, or its head."""
        if self._head is not None:
            return MailboxLetter(self._head, self._size, is_headers_only=True)
        with closing(self._file):
            return MailboxLetter(self._beginning(self._size), self._size)

    def close(self) -> None:
        """Let go of what was written to the disk."""
        self._file.close()

    def _beginning(self, size: int) -> bytes:
        self._file.seek(0)
        return self._file.read(size)


def head_of(raw: bytes) -> bytes:
    """The letter's head, with the empty line after it; as much as a head may be of one that has no end."""
    ends = [place for end in _HEAD_ENDS if (place := raw.find(end)) >= 0]
    return raw[: min(ends)] + b"\r\n\r\n" if ends else raw[:HEAD_LIMIT]
