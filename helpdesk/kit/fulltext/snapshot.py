"""One generation of a Whoosh index, held still: what is on disk, and what one reader may see of it.

Whoosh's parts on disk (segments) never change but for the list of their deleted documents, so what has been read of a segment
is kept for as long as the segment lives, over all generations.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress
from threading import Lock
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.reading import TermNotFound

from helpdesk.kit.fulltext.port import KIND, AnyOf, Document
from helpdesk.kit.fulltext.ranking import Postings
from helpdesk.kit.language import analyse
from helpdesk.kit.language.lexicon import Lexicon

KEYS, WORDS, FILTERS = "keys", "words", "filters"
SCHEMA_VERSION = 1
_TITLE_COUNTS = 2
_MOST_VIEWS = 64
_REMEMBERED = 10_000  # terms of a view
_MOST_TIMES = 2**16 - 1  # that a term counts for in a document: two bytes each
_SEPARATOR = "\x1f"


def _bytes(term: str) -> bytes:
    """As stored; half a surrogate pair, which no text holds but an address may, is no error."""
    return term.encode("utf-8", "backslashreplace")


class Counted(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Terms with the number of times that each counts; we analyse, Whoosh only stores."""

    def __init__(self) -> None:
        """A field whose lengths are kept, since ranking needs them."""
        super().__init__(Existence(), None, scorable=True)

    def index(self, value: Mapping[str, int], **_: Any) -> Any:  # noqa: ANN401  Whoosh's own signature
        """Hand Whoosh the (term, frequency, weight, value) that its own analysers would yield."""
        return ((_bytes(term), count, float(count), b"") for term, count in value.items())


class Held(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Terms that a document has or has not."""

    def __init__(self) -> None:
        """A field that ranking does not look at."""
        super().__init__(Existence(), None)

    def index(self, value: Collection[str], **_: Any) -> Any:  # noqa: ANN401  Whoosh's own signature
        """Hand Whoosh the (term, frequency, weight, value) that its own analysers would yield."""
        return ((_bytes(term), 1, 1.0, b"") for term in value)


SCHEMA = Schema(
    id=ID(unique=True, stored=True),
    kind=STORED,
    title=STORED,
    text=STORED,
    revision=STORED,
    **{KEYS: Counted(), WORDS: Held(), FILTERS: Held()},
)


def fields_of(doc: Document) -> dict[str, Any]:
    """What Whoosh keeps of a document: the title's keys count twice, all others once."""
    title, rest = analyse.normal(doc.title), analyse.normal("\n".join((doc.summary, *doc.keywords, doc.body)))
    keys: Counter[str] = Counter()
    words: set[str] = set()
    for text, times in ((title, _TITLE_COUNTS), (rest, 1)):
        for token in analyse.tokens(text):
            words.update(analyse.words(token.text))
            for key in analyse.keys(token.text):
                keys[key] += times
    filters = {(name, value) for name, values in {**doc.filters, KIND: (doc.kind,)}.items() for value in values}
    return {
        "id": doc.id,
        "kind": doc.kind,
        "title": doc.title,
        "text": f"{doc.summary}\n{doc.body}",
        "revision": doc.revision,
        KEYS: keys,
        WORDS: words,
        FILTERS: {_SEPARATOR.join(pair) for pair in filters},
    }


class Segment:
    """One part of the index, and what has been read of it. Numbers are its own, deleted documents included."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401  Whoosh has no types
        """`reader`: Whoosh's, for this segment; it is ours from here on, for as long as this object lives."""
        self._reader = reader
        self._lock = Lock()  # a reader's files have one position each
        self._postings: dict[tuple[str, str], Postings] = {}
        self.size: int = reader.doc_count_all()

    def postings(self, field: str, term: str) -> Postings:
        """The documents with a term, and its weight in each."""
        found = self._postings.get((field, term))
        if found is None:
            with self._lock:
                found = self._postings[field, term] = self._read(field, term)
        return found

    def values(self, name: str) -> list[str]:
        """The values that a filter has anywhere in the segment."""
        prefix = _bytes(name + _SEPARATOR)
        with self._lock:
            return [term[len(prefix) :].decode() for term in self._reader.expand_prefix(FILTERS, prefix)]

    def stored(self, number: int) -> dict[str, Any]:
        """What is stored of a document."""
        with self._lock:
            return dict(self._reader.stored_fields(number))

    @cached_property
    def lengths(self) -> Sequence[int]:
        """The documents' lengths, in keys."""
        with self._lock:
            return array("I", (self._reader.doc_field_length(number, KEYS) for number in range(self.size)))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The segment's words and keys."""
        with self._lock:
            words, keys = ([term.decode() for term in self._reader.lexicon(field)] for field in (WORDS, KEYS))
        return Lexicon(words, keys)

    def _read(self, field: str, term: str) -> Postings:
        numbers, weights = array("I"), array("H")
        try:
            matcher = self._reader.postings(field, _bytes(term))
        except TermNotFound:
            return numbers, weights
        while matcher.is_active():
            numbers.append(matcher.id())
            weights.append(min(int(matcher.weight()), _MOST_TIMES))
            matcher.next()
        return numbers, weights


class Snapshot:
    """All segments of one generation. Documents are numbered through them."""

    def __init__(self, generation: int, reader: Any, known: Mapping[str, Segment]) -> None:  # noqa: ANN401
        """`reader`: Whoosh's, for the whole generation; `known`: segments read before, by Whoosh's name for them."""
        self.generation = generation
        self.segments: dict[str, Segment] = {}
        self.live = bytearray()
        self._parts: list[tuple[int, Segment]] = []
        self._views: dict[frozenset[tuple[str, frozenset[str]]], View] = {}
        for leaf, _ in reader.leaf_readers():
            if leaf.segment() is None:
                continue
            name = leaf.segment().segment_id()
            segment = self.segments[name] = known.get(name) or Segment(leaf)
            self._parts.append((len(self.live), segment))
            self.live += bytes(not leaf.is_deleted(number) for number in range(segment.size))

    @property
    def lexicons(self) -> list[Lexicon]:
        """Every segment's words and keys."""
        return [segment.lexicon for _, segment in self._parts]

    def view(self, any_of: AnyOf) -> "View":
        """What these filters leave visible."""
        name = frozenset(any_of.items())
        found = self._views.get(name)
        if found is None:
            if len(self._views) >= _MOST_VIEWS:
                self._views.clear()
            found = self._views[name] = View(self, any_of)
        return found

    def postings(self, field: str, term: str, visible: Sequence[int]) -> Postings:
        """The documents with a term that are marked in `visible`, and its weight in each."""
        numbers, weights = array("I"), array("H")  # a tenth of what lists take, and a view remembers thousands
        for base, segment in self._parts:
            for number, weight in zip(*segment.postings(field, term), strict=True):
                if visible[base + number]:
                    numbers.append(base + number)
                    weights.append(weight)
        return numbers, weights

    def values(self, name: str) -> set[str]:
        """The values that a filter has in any document."""
        return {value for _, segment in self._parts for value in segment.values(name)}

    def lengths(self) -> list[int]:
        """Every document's length."""
        return [length for _, segment in self._parts for length in segment.lengths]

    def stored(self, number: int) -> dict[str, Any]:
        """What is stored of a document."""
        base, segment = next(part for part in reversed(self._parts) if part[0] <= number)
        return segment.stored(number - base)


class View:
    """The index as if it held only the documents that the filters leave: no number below counts a hidden one."""

    def __init__(self, snapshot: Snapshot, any_of: AnyOf) -> None:
        """Work out which documents are visible."""
        self._snapshot = snapshot
        self._visible = snapshot.live
        for name, values in any_of.items():
            allowed = bytearray(len(snapshot.live))
            for value in values:
                for number in snapshot.postings(FILTERS, name + _SEPARATOR + value, self._visible)[0]:
                    allowed[number] = 1
            self._visible = allowed
        self.size = sum(self._visible)
        self.postings = lru_cache(_REMEMBERED)(lambda key: snapshot.postings(KEYS, key, self._visible))
        self._holders = lru_cache(_REMEMBERED)(self._read_holders)
        self.word_frequency = lru_cache(_REMEMBERED)(lambda word: len(snapshot.postings(WORDS, word, self._visible)[0]))

    @property
    def lexicons(self) -> list[Lexicon]:
        """The words of all documents, hidden ones too."""
        return self._snapshot.lexicons

    @cached_property
    def lengths(self) -> Sequence[float]:
        """Each document's length over the visible ones' average."""
        lengths = self._snapshot.lengths()
        average = sum(compress(lengths, self._visible)) / max(1, self.size) or 1.0
        return array("d", (length / average for length in lengths))

    def frequency(self, key: str) -> int:
        """The number of visible documents with the key."""
        return len(self.postings(key)[0])

    def narrowed(self, found: Mapping[int, float], any_of: AnyOf) -> Mapping[int, float]:
        """Those of the found documents that hold, for every name, at least one of the values."""
        for name, values in any_of.items():
            terms = (name + _SEPARATOR + value for value in values)
            held = {number for term in terms for number in self._snapshot.postings(FILTERS, term, self._visible)[0]}
            found = {number: score for number, score in found.items() if number in held}
        return found

    def facet(self, name: str, found: Mapping[int, float]) -> dict[str, int]:
        """How many of the found documents have each value of a filter; values that none has are left out."""
        counts = {value: sum(map(found.__contains__, docs)) for value, docs in self._holders(name).items()}
        return {value: count for value, count in counts.items() if count}

    def _read_holders(self, name: str) -> Mapping[str, Sequence[int]]:
        prefix = name + _SEPARATOR
        return {
            value: self._snapshot.postings(FILTERS, prefix + value, self._visible)[0]
            for value in sorted(self._snapshot.values(name))
        }
