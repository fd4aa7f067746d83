"""What is found: asked of the engine with what the actor may see, and looked up again in the database before it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import Hit, Query
from helpdesk.search.queries.sources import TOPIC, Card, Engine, Source, object_id

PAGE_SIZE = 10
LAST_PAGE = 50
"""Nobody reads on for so long; a machine that does is stopped here."""
SUGGESTIONS = 5
SHORTEST_TEXT = 8
"""Characters of a question before it is about anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit; title and extract are escaped and hold <mark>."""

    endpoint: str
    title: Markup
    extract: Markup
    card: Card


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic of the upper level, and how many of the hits are about it."""

    slug: str
    name_sv: str
    name_en: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `in_all` counts the hits before a topic was chosen, `total` those in the topic."""

    found: tuple[Found, ...]
    total: int
    in_all: int
    topics: tuple[TopicCount, ...]
    did_you_mean: str | None
    page: int

    @property
    def has_later(self) -> bool:
        """Whether there is a next page."""
        return self.page < LAST_PAGE and self.page * PAGE_SIZE < self.total


def results(engine: Engine, kind: str, actor: Actor, text: str, *, topic_slug: str = "", page: int = 1) -> Results:
    """A page (from 1) of the documents of one kind that the text finds, in a topic where one is chosen.

    A topic that does not exist chooses none. Raises SearchUnavailableError.
    """
    source, page = engine.sources[kind], min(max(page, 1), LAST_PAGE)
    topics = {topic.code: topic for topic in _main_topics()}
    chosen = next((code for code, topic in topics.items() if topic.slug == topic_slug), None)
    filters = source.filters(actor)
    narrowed = {**filters, TOPIC: frozenset({chosen})} if chosen else filters
    hits = engine.index.search(
        Query(text, narrowed, facets=(TOPIC,), offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE),
    )
    # The counts beside the topics are those that a click leads to: of all hits, not of those in the chosen topic.
    everywhere = engine.index.search(Query(text, filters, facets=(TOPIC,), limit=0)) if chosen else hits
    return Results(
        found=_found(source, actor, hits.hits),
        total=hits.total,
        in_all=everywhere.total,
        topics=tuple(
            TopicCount(topic.slug, topic.name_sv, topic.name_en, number, code == chosen)
            for code, topic in topics.items()
            if (number := everywhere.facets.get(TOPIC, {}).get(code, 0)) or code == chosen
        ),
        did_you_mean=hits.did_you_mean,
        page=page,
    )


def suggestions(engine: Engine, kind: str, actor: Actor, text: str) -> tuple[Found, ...]:
    """At most five documents of one kind that a text being written may be about. Raises SearchUnavailableError."""
    if len(text.strip()) < SHORTEST_TEXT:
        return ()
    source = engine.sources[kind]
    return _found(source, actor, engine.index.suggest(text, source.filters(actor), SUGGESTIONS))


def _found(source: Source, actor: Actor, hits: Iterable[Hit]) -> tuple[Found, ...]:
    """The hits that the database still has for the actor: one query."""
    by_id = {object_id(hit.id): hit for hit in hits}
    cards = source.cards(actor, by_id.keys())
    return tuple(
        Found(source.endpoint, hit.title_marked, hit.extract, cards[id_]) for id_, hit in by_id.items() if id_ in cards
    )


def _main_topics() -> Iterable[Topic]:
    return db.session.scalars(select(Topic).where(Topic.parent_code.is_(None)).order_by(Topic.position))
