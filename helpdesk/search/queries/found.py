"""What is found: asked of the engine with what the actor may see, and looked up again in the database before it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from helpdesk.domain.actor import Actor
from helpdesk.kit.fulltext.port import Hit, Query
from helpdesk.search.queries.narrowing import Group, chosen_of, groups_of, narrowed_by, values_of
from helpdesk.search.queries.sources import Card, Engine, Source, object_id

PAGE_SIZE = 10
LAST_PAGE = 50
"""Nobody reads on for so long; a machine that does is stopped here."""
SUGGESTIONS = 5
SHORTEST_TEXT = 8
"""Characters of a question before it is about anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody looks for: words, a tab, values of its filters (by their names in addresses), a page (from 1).

    A tab, a filter or a value that does not exist, or that is not for the actor, is none.
    """

    text: str
    tab: str = ""
    chosen: Mapping[str, str]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One hit, and its card."""

    endpoint: str
    hit: Hit
    card: Card

    @property
    def title(self) -> Markup:
        """Escaped, with <mark>."""
        return self.hit.title_marked

    @property
    def extract(self) -> Markup:
        """Escaped, with <mark>."""
        return self.hit.extract


@dataclass(frozen=True, slots=True)
class TabCount:
    """A kind of hits (its heading a msgid), and how many of them the words find."""

    name: str
    heading: str
    number: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found of one kind. `in_all` counts the hits before they were narrowed, `total` those left."""

    found: tuple[Found, ...]
    total: int
    in_all: int
    tabs: tuple[TabCount, ...]
    tab: str
    """The name of the current one in addresses; empty for the first, which needs no naming."""
    template: str
    groups: tuple[Group, ...]
    chosen: Mapping[str, str]
    """Parameter -> value, of those that exist."""
    did_you_mean: str | None
    page: int

    @property
    def has_later(self) -> bool:
        """Whether there is a next page."""
        return self.page < LAST_PAGE and self.page * PAGE_SIZE < self.total


def results(engine: Engine, actor: Actor, wish: Wish, *, language: str) -> Results:
    """A page of what the words find of one kind, and how many of the others. Raises SearchUnavailableError."""
    offered = [source for source in engine.sources.values() if source.is_for(actor)]
    source = next((each for each in offered if each.tab.name == wish.tab), offered[0])
    values = values_of(source.tab.filters, language)
    chosen = chosen_of(values, wish.chosen)
    page = min(max(wish.page, 1), LAST_PAGE)
    hits = engine.index.search(
        Query(
            wish.text,
            source.seen_by(actor),
            narrowed_by(source.tab.filters, chosen),
            facets=tuple(each.name for each in source.tab.filters),
            offset=(page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )
    )
    tabs = tuple(
        TabCount(
            each.tab.name,
            each.tab.heading,
            hits.in_all if each is source else _number(engine, each, actor, wish.text),
            each is source,
        )
        for each in offered
    )
    return Results(
        found=_found(source, actor, hits.hits),
        total=hits.total,
        in_all=hits.in_all,
        tabs=tabs,
        tab="" if source is offered[0] else source.tab.name,
        template=source.tab.template,
        groups=groups_of(values, chosen, hits.facets),
        chosen={each.parameter: chosen[each].name for each in source.tab.filters if each in chosen},
        did_you_mean=hits.did_you_mean,
        page=page,
    )


def suggestions(engine: Engine, kind: str, actor: Actor, text: str) -> tuple[Found, ...]:
    """At most five documents of one kind that a text being written may be about. Raises SearchUnavailableError."""
    if len(text.strip()) < SHORTEST_TEXT:
        return ()
    source = engine.sources[kind]
    return _found(source, actor, engine.index.suggest(text, source.seen_by(actor), SUGGESTIONS))


def _number(engine: Engine, source: Source, actor: Actor, text: str) -> int:
    return engine.index.search(Query(text, source.seen_by(actor), limit=0)).total


def _found(source: Source, actor: Actor, hits: Iterable[Hit]) -> tuple[Found, ...]:
    """The hits that the database still has for the actor."""
    by_id = {object_id(hit.id): hit for hit in hits}
    cards = source.cards(actor, by_id.keys())
    return tuple(Found(source.endpoint, hit, cards[id_]) for id_, hit in by_id.items() if id_ in cards)
