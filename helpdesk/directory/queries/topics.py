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
    options: Mapping[str, list[tuple[str, str]]]


def _read() -> tuple[Any, ...]:
    return tuple(db.session.execute(select(*_SHOWN).order_by(Topic.position, Topic.code)))


_rows = Remembered(_read, Topic, seconds=A_MINUTE)
"""Every topic as a row of the columns shown, in the tree's order."""


def taxonomy(language: str) -> Taxonomy:
    """All topics, archived ones too where they are only named."""
    return Taxonomy({row.code: _shown(row, language).name for row in _rows()}, topic_options(language))


def topic_tree(language: str) -> tuple[TopicBranch, ...]:
    """All topics that are in use, each with its subtopics; an English name that is missing falls back to the Swedish."""
    return _tree([_shown(row, language) for row in _rows() if not row.is_archived])


def _tree(shown: Sequence[TopicName]) -> tuple[TopicBranch, ...]:
    return tuple(
        TopicBranch(top, tuple(each for each in shown if each.parent_code == top.code))
        for top in shown
        if top.parent_code is None
    )


def topic_options(language: str) -> dict[str, list[tuple[str, str]]]:
    """Topic name -> (code, name), the topic itself first: the groups of a select field."""
    return _options(topic_tree(language))


def _options(tree: Iterable[TopicBranch]) -> dict[str, list[tuple[str, str]]]:
    return {
        branch.topic.name: [(each.code, each.name) for each in (branch.topic, *branch.subtopics)] for branch in tree
    }


def topics_by_code(codes: Iterable[str], language: str) -> dict[str, TopicName]:
    """The topics with these codes, archived ones too; unknown codes are left out."""
    wanted = set(codes)
    if not wanted:
        return {}
    return {row.code: _shown(row, language) for row in _rows() if row.code in wanted}


def near_topics(codes: Iterable[str]) -> frozenset[str]:
    """The codes of these topics, of those above them and of those under them."""
    wanted = set(codes)
    if not wanted:
        return frozenset()
    rows = _rows()
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
