"""`SearchIndex` in a folder, over Whoosh's postings. Words, ranking, spelling and extracts are ours."""

import pickle
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import nlargest
from io import BufferedReader
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import finalize

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex, LockError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import ReaderClosed

from helpdesk.kit.fulltext import snapshot
from helpdesk.kit.fulltext.folder import IndexFolder, Valid
from helpdesk.kit.fulltext.interpretation import Group, interpret, rarest
from helpdesk.kit.fulltext.placed import PlacedFile
from helpdesk.kit.fulltext.port import AnyOf, Document, Hit, Hits, Query, SearchUnavailableError
from helpdesk.kit.fulltext.ranking import rank
from helpdesk.kit.fulltext.snapshot import Snapshot, View
from helpdesk.kit.language import analyse

_VERSION = f"whoosh-{snapshot.SCHEMA_VERSION}-{analyse.VERSION}"
_LOCK_WAIT = 120.0  # seconds; a rebuild of a large index keeps others waiting
_READ = 5_000  # characters of a text for which documents are suggested
_RAREST = 12
_GENERATIONS = 2**32  # of one directory, so that a rebuild counts as later than any of them
_BROKEN = (
    OSError,
    EOFError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    WhooshIndexError,
    LockError,
    ReaderClosed,
)

_Answer = TypeVar("_Answer")


class WhooshIndex:
    """The embedded index: any number of processes read, one at a time writes and the others wait for it.

    The folder belongs to the application alone: opening an index unpickles what lies in it.
    """

    def __init__(self, folder: Path, *, lock_wait: float = _LOCK_WAIT) -> None:
        """`folder` is made when something is written; `lock_wait` is how many seconds to wait for another writer."""
        self._folder = IndexFolder(folder, _VERSION)
        self._lock_wait = lock_wait
        self._opening = Lock()
        self._snapshot: Snapshot | None = None

    @property
    def needs_rebuild(self) -> bool:
        """True when there is no index, one of another version, or one that no rebuild has filled."""
        valid = self._folder.valid()
        return valid is None or not valid.is_complete

    def upsert(self, docs: Iterable[Document]) -> None:
        """Add or replace the documents in one commit; of two with the same id the later counts."""
        by_id = {doc.id: doc for doc in docs}
        if by_id:
            with self._writer() as writer:
                for doc in by_id.values():
                    writer.delete_by_term("id", doc.id)
                    writer.add_document(**snapshot.fields_of(doc))

    def delete(self, ids: Iterable[str]) -> None:
        """Take the documents out in one commit; unknown ids are no error."""
        gone = set(ids)
        if gone and self._folder.valid():
            with self._writer() as writer:
                for id_ in gone:
                    writer.delete_by_term("id", id_)

    def rebuild(self, docs: Iterable[Document]) -> None:
        """Build a new index beside the old one and swap them. Other writers wait, and write into the new one."""
        with self._folder.writing(self._lock_wait):
            number, directory = self._folder.next_directory()
            with _committed(lambda: _created(directory)) as writer:
                for doc in _once(docs):
                    writer.add_document(**snapshot.fields_of(doc))
            self._folder.publish(number, is_complete=True)

    def search(self, query: Query) -> Hits:
        """Find what the words of the text, as they are interpreted, bring in; best first."""
        return self._read(lambda now: _search(now.view(query.any_of), now, query), Hits())

    def suggest(self, text: str, any_of: AnyOf, limit: int) -> tuple[Hit, ...]:
        """The documents with the rarest words of the text."""

        def suggested(now: Snapshot) -> tuple[Hit, ...]:
            view = now.view(any_of)
            groups = rarest(text[:_READ], view, most=_RAREST)
            return tuple(_hits(_best(rank(groups, view), limit), groups, view, now))

        return self._read(suggested, ())

    def generation(self) -> int:
        """A number that grows with every commit and rebuild; 0 while there is no index."""
        return self._read(lambda now: now.generation, 0)

    def ids(self) -> Mapping[str, int]:
        """Every document's id and revision."""

        def listed(now: Snapshot) -> Mapping[str, int]:
            alive = (now.stored(number) for number, is_live in enumerate(now.live) if is_live)
            return {stored["id"]: stored["revision"] for stored in alive}

        return self._read(listed, {})

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        with self._folder.writing(self._lock_wait):
            valid = self._folder.valid()
            if valid is not None:
                with _committed(lambda: self._open(valid)) as writer:
                    yield writer
                return
            number, directory = self._folder.next_directory()
            with _committed(lambda: _created(directory)) as writer:
                yield writer
            self._folder.publish(number, is_complete=False)

    def _read(self, ask: Callable[[Snapshot], _Answer], nothing: _Answer) -> _Answer:
        """Ask the present generation; once more when a merge or a rebuild took a file away at that moment."""
        try:
            now = self._present()
            return nothing if now is None else ask(now)
        except _BROKEN:
            with _translated():
                self._snapshot = None
                now = self._present()
                return nothing if now is None else ask(now)

    def _present(self) -> Snapshot | None:
        valid = self._folder.valid()
        if valid is None:
            return None
        present = self._snapshot
        if present is None or present.generation != self._generation_of(valid):
            with self._opening:
                present = self._snapshot = self._opened(valid)
        return present

    def _opened(self, valid: Valid) -> Snapshot:
        before = self._snapshot
        if before is not None and before.generation == self._generation_of(valid):
            return before  # another thread was first
        generation = self._generation_of(valid)  # read first: what is committed meanwhile is then opened the next time
        return Snapshot(generation, self._open(valid).reader(), before.segments if before else {})

    def _open(self, valid: Valid) -> FileIndex:
        return FileIndex(_Files(self._folder.directory(valid.number)))

    def _generation_of(self, valid: Valid) -> int:
        return valid.number * _GENERATIONS + int(self._open(valid).latest_generation())


class _Files(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of a directory, read where they lie and closed when nobody holds them any more.

    Whoosh's own way maps a file into memory and copies it all the same: the whole index, once for each process.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(str(directory), supports_mmap=False)

    def open_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401  Whoosh's own signature
        """Open a file for reading."""
        file = BufferedReader(PlacedFile(self._fpath(name)))
        opened = StructFile(file, name=name, **options)
        finalize(opened, file.close)
        return opened


def _created(directory: Path) -> FileIndex:
    return FileIndex.create(_Files(directory), snapshot.SCHEMA)


def _once(docs: Iterable[Document]) -> Iterator[Document]:
    """The documents without those whose id was there before."""
    seen: set[str] = set()
    for doc in docs:
        if doc.id not in seen:
            seen.add(doc.id)
            yield doc


@contextmanager
def _committed(opened: Callable[[], FileIndex]) -> Iterator[Any]:
    """A Whoosh writer: committed at the end, cancelled on any error of who uses it."""
    with _translated():
        writer = opened().writer()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    with _translated():
        writer.commit()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        message = f"the index can't be used: {error!r}"
        raise SearchUnavailableError(message) from error


def _search(view: View, now: Snapshot, query: Query) -> Hits:
    meaning = interpret(query.text, view)
    scores = rank(meaning.groups, view)
    chosen = view.narrowed(scores, query.narrowed)
    page = _best(chosen, query.offset + query.limit)[query.offset :]
    return Hits(
        total=len(chosen),
        in_all=len(scores),
        hits=tuple(_hits(page, meaning.groups, view, now)),
        facets={name: view.facet(name, view.narrowed(scores, _but(query.narrowed, name))) for name in query.facets},
        did_you_mean=meaning.did_you_mean,
    )


def _but(narrowed: AnyOf, left_out: str) -> AnyOf:
    return {name: values for name, values in narrowed.items() if name != left_out}


def _best(scores: Mapping[int, float], most: int) -> list[tuple[float, int]]:
    return [
        (score, -number) for score, number in nlargest(most, ((score, -number) for number, score in scores.items()))
    ]


def _hits(page: Sequence[tuple[float, int]], groups: Sequence[Group], view: View, now: Snapshot) -> Iterator[Hit]:
    wanted = {key: weight / (1 + view.frequency(key)) for group in groups for key, weight in group.keys.items()}
    for score, number in page:
        stored = now.stored(number)
        yield Hit(
            id=stored["id"],
            kind=stored["kind"],
            title=stored["title"],
            text=stored["text"],
            wanted=wanted,
            score=score,
        )
