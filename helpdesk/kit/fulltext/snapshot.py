"""One generation of a Whoosh index, held still: what is on disk, and what one reader may see of it.

Whoosh's parts on disk (segments) never change but for the list of their deleted documents, so what has been read of a segment
is good for as long as the segment lives, over all generations. What each process keeps of it is bounded, and in arrays.
"""

from array import array
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, compress
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
_MOST_VIEWS = 16
_REMEMBERED = 2_000  # terms of a view, and how often each is met
_STRETCH = 2**13  # documents whose postings are read at a time: two bytes say which of them
_MOST_POSTINGS = 2**20  # of a segment in memory, three bytes each: every process of the web server has its own
_ENTRY = 100  # postings that keeping a stretch costs beside what it holds
_MOST_TIMES = 2**8 - 1  # that a term counts for in a document: one byte; ranking hardly tells them apart long before
_LONGEST = 2**16 - 1  # keys of a document
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
    """One part of the index, and what was last read of it. Numbers are its own, deleted documents included."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401  Whoosh has no types
        """`reader`: Whoosh's, for this segment; it is ours from here on, for as long as this object lives."""
        self._reader = reader
        self._lock = Lock()  # a reader's files have one position each
        self._read: OrderedDict[tuple[str, str, int], Postings] = OrderedDict()  # the last asked for last
        self._in_memory = 0
        self.size: int = reader.doc_count_all()

    def postings(self, field: str, term: str, stretch: int) -> Postings:
        """The documents of one stretch with a term, numbered from its beginning, and the term's weight in each."""
        asked = field, term, stretch
        with self._lock:
            found = self._read.get(asked)
            if found is None:
                found = self._read[asked] = self._stretch(field, term, stretch * _STRETCH)
                self._in_memory += _ENTRY + len(found[0])
                while self._in_memory > _MOST_POSTINGS:
                    _, forgotten = self._read.popitem(last=False)
                    self._in_memory -= _ENTRY + len(forgotten[0])
            else:
                self._read.move_to_end(asked)
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
            read = (self._reader.doc_field_length(number, KEYS) for number in range(self.size))
            return array("H", (min(length, _LONGEST) for length in read))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The segment's words, and its keys of letters alone: references and numbers are as many as its documents."""
        with self._lock:
            words, keys = ([term.decode() for term in self._reader.lexicon(field)] for field in (WORDS, KEYS))
        return Lexicon(words, [key for key in keys if key.isalpha()])

    def _stretch(self, field: str, term: str, start: int) -> Postings:
        numbers, weights = array("H"), array("B")
        try:
            matcher = self._reader.postings(field, _bytes(term))
        except TermNotFound:
            return numbers, weights
        if matcher.is_active():
            matcher.skip_to(start)
        while matcher.is_active() and (number := matcher.id() - start) < _STRETCH:
            numbers.append(number)
            weights.append(min(int(matcher.weight()), _MOST_TIMES))
            matcher.next()
        return numbers, weights


class Snapshot:
    """All segments of one generation. Documents are numbered through them."""

    def __init__(self, generation: int, reader: Any, known: Mapping[str, Segment]) -> None:  # noqa: ANN401  Whoosh is untyped
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

    def postings(self, field: str, term: str, visible: bytearray) -> Postings:
        """The documents with a term that are marked in `visible`, and its weight in each.

        Stretches with no visible document are not read: the few articles lie together, beside all the tickets.
        """
        numbers, weights = array("I"), array("B")
        for start, end, segment, stretch in self._stretches():
            marks = visible[start:end]
            if 1 in marks:
                held, times = segment.postings(field, term, stretch)
                are_visible = bytes(map(marks.__getitem__, held))
                numbers.extend(map(start.__add__, compress(held, are_visible)))
                weights.extend(compress(times, are_visible))
        return numbers, weights

    def values(self, name: str) -> set[str]:
        """The values that a filter has in any document."""
        return {value for _, segment in self._parts for value in segment.values(name)}

    @cached_property
    def lengths(self) -> Sequence[int]:
        """Every document's length, for all views."""
        return array("H", chain.from_iterable(segment.lengths for _, segment in self._parts))

    def stored(self, number: int) -> dict[str, Any]:
        """What is stored of a document."""
        base, segment = next(part for part in reversed(self._parts) if part[0] <= number)
        return segment.stored(number - base)

    def _stretches(self) -> Iterator[tuple[int, int, Segment, int]]:
        """Where each begins and ends, and the segment and the number that it has there."""
        for base, segment in self._parts:
            end = base + segment.size
            for stretch, start in enumerate(range(base, end, _STRETCH)):
                yield start, min(start + _STRETCH, end), segment, stretch


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
        self.frequency = lru_cache(_REMEMBERED)(lambda key: len(self.postings(key)[0]))
        self._holders = lru_cache(_REMEMBERED)(self._read_holders)
        self.word_frequency = lru_cache(_REMEMBERED)(lambda word: len(snapshot.postings(WORDS, word, self._visible)[0]))

    @property
    def lexicons(self) -> list[Lexicon]:
        """The words of all documents, hidden ones too."""
        return self._snapshot.lexicons

    @property
    def lengths(self) -> Sequence[int]:
        """Each document's length, those of the hidden ones too."""
        return self._snapshot.lengths

    @cached_property
    def average_length(self) -> float:
        """The visible documents' average length; 1 where nothing is visible."""
        return sum(compress(self.lengths, self._visible)) / max(1, self.size) or 1.0

    def postings(self, key: str) -> Postings:
        """The visible documents with the key, and how much of it each holds."""
        return self._snapshot.postings(KEYS, key, self._visible)

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
