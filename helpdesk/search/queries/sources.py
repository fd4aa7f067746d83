"""Where documents come from: each feature that has some hands in what a Source needs, and `sources` puts them together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from helpdesk.domain.actor import Actor
from helpdesk.kit.fulltext.port import KIND, AnyOf, Document, SearchIndex

TOPIC = "topic"
"""The filter under which every source files the topics of its documents, with those above them."""


class Card(Protocol):
    """What is shown of a found object, as the database has it now: its source's template knows the rest of it."""

    @property
    def title(self) -> str:
        """Its title, unmarked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: the engine's, the one that stands in addresses, and what people read (a msgid)."""

    value: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What hits can be narrowed by: the engine's name for it, the one in addresses, its heading (a msgid), its values.

    The values of TOPIC are the topics there are.
    """

    name: str
    parameter: str
    heading: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """The part of the search page with one kind of hits: its name in addresses, its heading (a msgid), how a hit is shown."""

    name: str
    heading: str
    template: str
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of documents; a document's id is its kind, a colon and the object's id.

    `documents` gives those of the objects that can be found (None: all); `versions` says what the index should hold;
    `visible` is what the engine must filter by for an actor, and `cards` asks the database again for what is shown.
    `is_for` says whether the actor has the tab at all; `endpoint` is the page of one object.
    """

    kind: str
    endpoint: str
    tab: Tab
    documents: Callable[[Collection[int] | None], Iterable[Document]]
    versions: Callable[[], Mapping[str, int]]
    visible: Callable[[Actor], AnyOf]
    cards: Callable[[Actor, Collection[int]], Mapping[int, Card]]
    is_for: Callable[[Actor], bool] = lambda _actor: True

    def seen_by(self, actor: Actor) -> AnyOf:
        """Only this kind, and of it only what the actor may see."""
        return {**self.visible(actor), KIND: frozenset({self.kind})}


@dataclass(frozen=True, slots=True)
class Engine:
    """The index of this process, and what goes into it."""

    index: SearchIndex
    sources: Mapping[str, Source]


def object_id(document_id: str) -> int:
    """The id of the object behind a document."""
    return int(document_id.rpartition(":")[2])
