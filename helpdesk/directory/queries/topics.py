"""Topics in the reader's language. Nearly every page names some: a process remembers them all for a minute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.kit.db import db
from helpdesk.kit.remembered import A_MINUTE, Remembered

SWEDISH = "sv"
_SHOWN = (
    *(Topic.code, Topic.parent_code, Topic.slug, Topic.name_sv, Topic.name_en),
    *(Topic.description_sv, Topic.description_en, Topic.icon, Topic.is_archived),
)


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic or subtopic; `name_lang` is the language that the name is in, to be marked where it is not the page's."""

    code: str
    parent_code: str | None
    slug: str
    name: str
    name_lang: str
    description: str
    description_lang: str
    icon: str


@dataclass(frozen=True, slots=True)
class TopicBranch:
    """A topic with its subtopics, in their order."""

    topic: TopicName
    subtopics: tuple[TopicName, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All topics for a page that both names and offers them: names by code, archived ones too; the groups of a select."""

    names: Mapping[str, str]
    options: Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """All topics in one language: as a tree, and as a page names and offers them. Nobody changes what it holds."""

    tree: tuple[TopicBranch, ...]
    taxonomy: Taxonomy


@dataclass(frozen=True, slots=True)
class _Known:
    """Every topic as a row of the columns shown, in the tree's order, and in the two languages that there are names in."""

    rows: tuple[Any, ...]
    swedish: _Spoken
    other: _Spoken


def _read() -> _Known:
    rows = tuple(db.session.execute(select(*_SHOWN).order_by(Topic.position, Topic.code)))
    return _Known(rows, _spoken(rows, SWEDISH), _spoken(rows, "en"))


_known = Remembered(_read, Topic, seconds=A_MINUTE)


def _in(language: str) -> _Spoken:
    return _known().swedish if language == SWEDISH else _known().other


def taxonomy(language: str) -> Taxonomy:
    """All topics, archived ones too where they are only named."""
    return _in(language).taxonomy


def topic_tree(language: str) -> tuple[TopicBranch, ...]:
    """All topics that are in use, each with its subtopics; an English name that is missing falls back to the Swedish."""
    return _in(language).tree


def _spoken(rows: Iterable[Any], language: str) -> _Spoken:
    tree = _tree([_shown(row, language) for row in rows if not row.is_archived])
    return _Spoken(tree, Taxonomy({row.code: _shown(row, language).name for row in rows}, _options(tree)))


def is_main_topic(code: str) -> bool:
    """Whether a form that was shown a minute ago has offered the main topic with this code."""
    return any(row.code == code and row.parent_code is None and not row.is_archived for row in _known.lately().rows)


def _tree(shown: Sequence[TopicName]) -> tuple[TopicBranch, ...]:
    return tuple(
        TopicBranch(top, tuple(each for each in shown if each.parent_code == top.code))
        for top in shown
        if top.parent_code is None
    )


def topic_options(language: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Topic name -> (code, name), the topic itself first: the groups of a select field."""
    return _in(language).taxonomy.options


def _options(tree: Iterable[TopicBranch]) -> Mapping[str, Sequence[tuple[str, str]]]:
    return {
        branch.topic.name: tuple((each.code, each.name) for each in (branch.topic, *branch.subtopics))
        for branch in tree
    }


def topics_by_code(codes: Iterable[str], language: str) -> dict[str, TopicName]:
    """The topics with these codes, archived ones too; unknown codes are left out."""
    wanted = set(codes)
    if not wanted:
        return {}
    return {row.code: _shown(row, language) for row in _known().rows if row.code in wanted}


def near_topics(codes: Iterable[str]) -> frozenset[str]:
    """The codes of these topics, of those above them and of those under them."""
    wanted = set(codes)
    if not wanted:
        return frozenset()
    rows = _known().rows
    above = {row.parent_code for row in rows if row.code in wanted and row.parent_code}
    return frozenset(row.code for row in rows if row.code in wanted | above or row.parent_code in wanted)


def _shown(row: Any, language: str) -> TopicName:  # noqa: ANN401  a row of the columns shown
    is_swedish = language == SWEDISH or not row.name_en
    is_described_in_swedish = language == SWEDISH or not row.description_en
    return TopicName(
        code=row.code,
        parent_code=row.parent_code,
        slug=row.slug,
        name=row.name_sv if is_swedish else row.name_en,
        name_lang=SWEDISH if is_swedish else "en",
        description=row.description_sv if is_described_in_swedish else row.description_en,
        description_lang=SWEDISH if is_described_in_swedish else "en",
        icon=row.icon,
    )
