"""Where files lie: one port over fsspec, so that a folder can become an S3-compatible store by a setting."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Protocol, cast

import fsspec

_CHUNK = 256 * 1024
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}")


class Readable(Protocol):
    """Anything that gives bytes in pieces: an upload, an open file."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class TooLargeError(Exception):
    """The stream holds more than was allowed; nothing of it was kept."""

    def __init__(self, limit_bytes: int) -> None:
        """Keep the limit, so that whoever tells the sender can name it."""
        super().__init__(f"more than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file after it was written: its key, its size in bytes, its SHA-256 in hexadecimal digits."""

    key: str
    size: int
    sha256: str


class Store:
    """Files under random keys. Nothing that a person typed becomes part of a path."""

    def __init__(self, url: str) -> None:
        """Open the store at `url`: a folder, `file:///folder`, `memory://name`, or what else fsspec knows."""
        self._files, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")

    def put(self, stream: Readable, *, limit_bytes: int) -> Stored:
        """Write the stream piece by piece, so that a large file never stands in memory.

        Raises TooLargeError past `limit_bytes`; after any error nothing of the file remains.
        """
        name = secrets.token_hex(16)
        key = f"{name[:2]}/{name[2:4]}/{name[4:]}"
        path = f"{self._root}/{key}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        try:
            with self._files.open(path, "wb") as target:
                return _copied(stream, target, key, limit_bytes)
        except BaseException:
            with suppress(FileNotFoundError):
                self._files.rm_file(path)
            raise

    def put_back(self, key: str, stream: Readable) -> None:
        """Write the stream under a key that it had before, as from a backup. Raises FileNotFoundError for a malformed key.

        What lies there already is replaced when all is written and not before: a full disk spoils nothing.
        """
        path = self._path(key)
        part = f"{path}.{secrets.token_hex(8)}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        try:
            with self._files.open(part, "wb") as target:
                for chunk in _chunks(stream):
                    target.write(chunk)
            self._files.mv(part, path)
        except BaseException:
            with suppress(OSError):
                self._files.rm_file(part)
            raise

    def probe(self) -> None:
        """Write a byte and take it away again. Raises the store's own error (a folder's: OSError) where that can't be done."""
        path = f"{self._root}/probe-{secrets.token_hex(8)}"
        self._files.makedirs(self._root, exist_ok=True)
        self._files.pipe_file(path, b".")
        self._files.rm_file(path)

    def open(self, key: str) -> IO[bytes]:
        """The file for reading. Raises FileNotFoundError for an unknown or malformed key."""
        return cast("IO[bytes]", self._files.open(self._path(key), "rb"))

    def delete(self, key: str) -> None:
        """Remove the file; one that is gone already is no error."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(key))

    def exists(self, key: str) -> bool:
        """Whether the key names a file here."""
        return bool(_KEY.fullmatch(key)) and bool(self._files.exists(f"{self._root}/{key}"))

    def _path(self, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return f"{self._root}/{key}"


def _copied(stream: Readable, target: IO[bytes], key: str, limit_bytes: int) -> Stored:
    size = 0
    check = hashlib.sha256()
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > limit_bytes:
            raise TooLargeError(limit_bytes)
        check.update(chunk)
        target.write(chunk)
    return Stored(key, size, check.hexdigest())


def _chunks(stream: Readable) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
