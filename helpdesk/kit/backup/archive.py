"""The archive: a tar.gz of `tables/<name>.jsonl`, `files/<key>`, and last `manifest.json`, which says what all of it must be."""

import gzip
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

FORMAT = 1
ARCHIVE = "the archive"
MANIFEST, TABLES, FILES = "manifest.json", "tables/", "files/"
_IN_MEMORY = 8 * 1024 * 1024
_LEVEL = 6
_CHUNK = 256 * 1024


class DamagedError(Exception):
    """The archive is not what it should be; the words say where."""

    def __init__(self, where: str, what: str) -> None:
        """`where` is the member that is wrong, or the archive."""
        super().__init__(f"{where} {what}")


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive: its size in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table: its columns in the order of their values, how many rows, and the member that holds them."""

    columns: list[str]
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive holds. `revision` is the migration that the tables had; `missing` are files that were not there."""

    made_at: str
    revision: str
    tables: dict[str, TablePart] = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())


class Writer:
    """Writes members one after another."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """`tar` is open for writing."""
        self._tar = tar

    def add(self, name: str, pieces: Iterable[bytes]) -> tuple[Part, int]:
        """Write one member; what it is, and in how many pieces it came."""
        check, count = sha256(), 0
        # A member's head states its size, which is known only when all of it has been seen.
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            for piece in pieces:
                count += 1
                check.update(piece)
                whole.write(piece)
            member = tarfile.TarInfo(name)
            member.size, member.mode = whole.tell(), 0o600
            whole.seek(0)
            self._tar.addfile(member, whole)
        return Part(member.size, check.hexdigest()), count

    def close(self, manifest: Manifest) -> None:
        """Write what must be in the archive, as its end."""
        self.add(MANIFEST, [json.dumps(asdict(manifest), indent=1).encode()])


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """A new archive at `path`, readable by its owner only; it is there whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.touch(mode=0o600, exist_ok=False)
        with tarfile.open(half, "w:gz", compresslevel=_LEVEL) as tar:
            yield Writer(tar)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The members in their order, name and content; a content is to be read before the next is asked for.

    Nothing is ever unpacked to a path that the archive names. Raises DamagedError.
    """
    with tarfile.open(path, "r:gz") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None:
                raise DamagedError(member.name, "is not a file")
            yield member.name, content


def verified(path: Path) -> Manifest:
    """Read all of the archive and compare it with its manifest. Raises DamagedError."""
    found: dict[str, tuple[Part, int]] = {}
    manifest: Manifest | None = None
    try:
        for name, content in members(path):
            if name == MANIFEST:
                manifest = _read(content)
            else:
                found[name] = _measured(content)
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        what = f"can't be read to its end ({type(error).__name__})"
        raise DamagedError(ARCHIVE, what) from error
    if manifest is None:
        raise DamagedError(ARCHIVE, "has no manifest")
    _compare(manifest, found)
    return manifest


def _read(content: IO[bytes]) -> Manifest:
    try:
        given = json.load(content)
        if given["format"] != FORMAT:
            raise DamagedError(MANIFEST, f"is of format {given['format']}, and this program reads {FORMAT}")
        given["tables"] = {name: TablePart(**part) for name, part in given["tables"].items()}
        given["files"] = {key: Part(**part) for key, part in given["files"].items()}
        return Manifest(**given)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(MANIFEST, "can't be understood") from error


def _measured(content: IO[bytes]) -> tuple[Part, int]:
    """The member as it is, and how many lines it has."""
    check, size, lines = sha256(), 0, 0
    while chunk := content.read(_CHUNK):
        check.update(chunk)
        size, lines = size + len(chunk), lines + chunk.count(b"\n")
    return Part(size, check.hexdigest()), lines


def _compare(manifest: Manifest, found: dict[str, tuple[Part, int]]) -> None:
    wanted = {f"{FILES}{key}": part for key, part in manifest.files.items()}
    wanted |= {f"{TABLES}{name}.jsonl": Part(table.size, table.sha256) for name, table in manifest.tables.items()}
    if differing := sorted(found.keys() ^ wanted.keys()):
        raise DamagedError(differing[0], "is missing or should not be there")
    for name, part in wanted.items():
        if found[name][0] != part:
            raise DamagedError(name, "has changed")
    for name, table in manifest.tables.items():
        if (lines := found[f"{TABLES}{name}.jsonl"][1]) != table.rows:
            raise DamagedError(name, f"has {lines} rows, not {table.rows}")
