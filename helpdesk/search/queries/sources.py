"""Where documents come from: each feature that has some hands in a Source, and `app` puts them together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from helpdesk.domain.actor import Actor
from helpdesk.kit.fulltext.port import KIND, AnyOf, Document, SearchIndex

TOPIC = "topic"
"""The filter under which every source files the topics of its documents, with those above them."""


class Card(Protocol):
    """What is shown of a found object beside its title and extract, as the database has it now."""

    @property
    def slug(self) -> str:
        """Its name in the address."""

    @property
    def title(self) -> str:
        """Its title, unmarked."""

    @property
    def kind(self) -> str:
        """The code of what it is."""

    @property
    def kind_words(self) -> str:
        """The msgid of what it is."""

    @property
    def municipality(self) -> str | None:
        """The model municipality that wrote it."""

    @property
    def published_at(self) -> datetime:
        """When it became what it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of documents; a document's id is its kind, a colon and the object's id.

    `documents` gives those of the objects that can be found (None: all); `versions` says what the index should hold;
    `visible` is what the engine must filter by for an actor, and `cards` asks the database again for what is shown.
    """

    kind: str
    endpoint: str
    documents: Callable[[Collection[int] | None], Iterable[Document]]
    versions: Callable[[], Mapping[str, int]]
    visible: Callable[[Actor], AnyOf]
    cards: Callable[[Actor, Collection[int]], Mapping[int, Card]]

    def filters(self, actor: Actor) -> AnyOf:
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
