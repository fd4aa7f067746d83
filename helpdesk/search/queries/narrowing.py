"""What hits can be narrowed by: the filters with their values, what was chosen of them, and how many hits each value has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpdesk.directory.queries.topics import TopicBranch, topic_tree
from helpdesk.kit.fulltext.port import AnyOf
from helpdesk.search.queries.sources import TOPIC, Filter

Counts = Mapping[str, Mapping[str, int]]
"""Filter name -> value -> hits."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a filter: the engine's, the one in addresses, and what people read.

    `words` is a msgid, or a name in the language `lang` where that is set. `under` is the value that it is a part of.
    """

    value: str
    name: str
    words: str
    lang: str = ""
    under: str | None = None


Values = Mapping[Filter, Sequence[Value]]
Chosen = Mapping[Filter, Value]


@dataclass(frozen=True, slots=True)
class Option:
    """A value as the page offers it; `number` is how many hits a click on it leads to."""

    value: Value
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A filter as the page offers it (its heading a msgid), with the values that some hit has."""

    parameter: str
    heading: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Value | None:
        """The value that hits are narrowed by now."""
        return next((option.value for option in self.options if option.is_chosen), None)


def values_of(filters: Iterable[Filter], language: str) -> Values:
    """The values of each filter; the topics' names in the language where they have one: one query."""
    return {each: _topics(language) if each.name == TOPIC else _choices(each) for each in filters}


def chosen_of(values: Values, asked: Mapping[str, str]) -> Chosen:
    """What was asked for (parameter -> name in addresses), as far as it exists."""
    return {
        filter_: value
        for filter_, known in values.items()
        for value in known
        if value.name == asked.get(filter_.parameter)
    }


def narrowed_by(filters: Iterable[Filter], chosen: Chosen) -> AnyOf:
    """What the engine narrows by."""
    return {each.name: frozenset({chosen[each].value}) for each in filters if each in chosen}


def groups_of(values: Values, chosen: Chosen, counts: Counts) -> tuple[Group, ...]:
    """The filters that tell hits apart, or are in use."""
    groups = (
        Group(
            filter_.parameter,
            filter_.heading,
            tuple(_options(known, chosen.get(filter_), counts.get(filter_.name, {}))),
        )
        for filter_, known in values.items()
    )
    return tuple(group for group in groups if len(group.options) > 1 or group.chosen)


def _options(known: Sequence[Value], chosen: Value | None, counts: Mapping[str, int]) -> Iterable[Option]:
    """The values with hits, and the chosen one; parts of a value only where it, or one of them, is chosen."""
    opened = {chosen.value, chosen.under} if chosen else set[str | None]()
    for value in known:
        number = counts.get(value.value, 0)
        if value == chosen or (number and (value.under is None or value.under in opened)):
            yield Option(value, number, value == chosen)


def _choices(filter_: Filter) -> list[Value]:
    return [Value(choice.value, choice.name, choice.words) for choice in filter_.choices]


def _topics(language: str) -> list[Value]:
    return [value for branch in topic_tree(language) for value in _branch(branch)]


def _branch(branch: TopicBranch) -> Iterable[Value]:
    for topic in (branch.topic, *branch.subtopics):
        yield Value(topic.code, topic.slug, topic.name, topic.name_lang, topic.parent_code)
