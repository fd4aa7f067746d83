"""What every search engine here can do, and the shapes that go in and out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from markupsafe import Markup

from helpdesk.kit.fulltext import extract as marking

AnyOf = Mapping[str, frozenset[str]]
"""Filters: a document is visible when, for every name here, it holds at least one of the values.

It is the caller who puts in what the reader may see, and who takes care that nothing typed overrides it.
"""

KIND = "kind"
"""The filter name under which every document's kind can be asked for."""


class SearchUnavailableError(Exception):
    """The index can't be read or written now; the message says why. What was asked for has not been done."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    `id` is its key over all kinds. `filters` are the values it can be narrowed by or kept from readers by; a name that it does
    not hold keeps it from everybody who asks with that name. `revision` lets the nightly comparison see what is stale.
    """

    id: str
    kind: str
    title: str
    summary: str
    body: str
    keywords: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]
    updated_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: any text at all, the filters, the facets to count, and the page (`offset`, `limit` in hits).

    `any_of` says what the reader may see: for the engine there is nothing else. `narrowed` is what the reader has chosen among
    what the text finds there: it takes hits away, and changes neither how the text is read nor how hits are weighed.
    """

    text: str
    any_of: AnyOf = field(default_factory=dict)
    narrowed: AnyOf = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, and what each key that it may have matched by is worth.

    Marks and extract are made when they are asked for: they cost more than to find the document, and not every list shows them.
    """

    id: str
    kind: str
    title: str
    text: str
    wanted: Mapping[str, float]
    score: float

    @property
    def title_marked(self) -> Markup:
        """The title, escaped, with <mark> around what matched."""
        return marking.mark(self.title, self.wanted)

    @property
    def extract(self) -> Markup:
        """The sentences that say most, escaped, with <mark> around what matched."""
        return marking.extract(self.text, self.wanted)


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found. `total` counts all of it, `in_all` also what was narrowed away.

    `facets` counts for each value how many hits there would be if it were chosen, in place of what is chosen of its name and
    together with what is chosen of the others. `did_you_mean` is the query with its unknown words spelt as the visible
    documents spell them.
    """

    total: int = 0
    in_all: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    did_you_mean: str | None = None


class SearchIndex(Protocol):
    """The port. A document that a filter hides leaves no trace: no hit, count, order, suggestion or spelling shows it."""

    @property
    def needs_rebuild(self) -> bool:
        """True while the index holds nothing that this version of the program has filled from the start."""

    def upsert(self, docs: Iterable[Document]) -> None:
        """Add or replace the documents, all or none. Raises SearchUnavailableError."""

    def delete(self, ids: Iterable[str]) -> None:
        """Take the documents out; unknown ids are no error. Raises SearchUnavailableError."""

    def rebuild(self, docs: Iterable[Document]) -> None:
        """Replace everything; readers see the old content until the new is complete. Raises SearchUnavailableError."""

    def search(self, query: Query) -> Hits:
        """Find; best first. No text makes it raise; SearchUnavailableError when the index can't be read."""

    def suggest(self, text: str, any_of: AnyOf, limit: int) -> tuple[Hit, ...]:
        """The documents that a text still being written, of any length, may be about. Raises SearchUnavailableError."""

    def generation(self) -> int:
        """A number that grows with every change; 0 for an empty index."""

    def ids(self) -> Mapping[str, int]:
        """Every document's id and revision. Raises SearchUnavailableError."""
