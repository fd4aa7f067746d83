"""Topics in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.kit.db import db

SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic or subtopic; `name_lang` is the language that the name is in, to be marked where it is not the page's."""

    code: str
    parent_code: str | None
    slug: str
    name: str
    name_lang: str
    description: str
    """In Swedish: descriptions are not translated."""
    icon: str


@dataclass(frozen=True, slots=True)
class TopicBranch:
    """A topic with its subtopics, in their order."""

    topic: TopicName
    subtopics: tuple[TopicName, ...]


def topic_tree(language: str) -> tuple[TopicBranch, ...]:
    """All topics that are in use, each with its subtopics; an English name that is missing falls back to the Swedish."""
    shown = [
        _shown(row, language)
        for row in db.session.scalars(select(Topic).where(~Topic.is_archived).order_by(Topic.position, Topic.code))
    ]
    return tuple(
        TopicBranch(top, tuple(each for each in shown if each.parent_code == top.code))
        for top in shown
        if top.parent_code is None
    )


def topic_options(language: str) -> dict[str, list[tuple[str, str]]]:
    """Topic name -> (code, name), the topic itself first: the groups of a select field."""
    return {
        branch.topic.name: [(each.code, each.name) for each in (branch.topic, *branch.subtopics)]
        for branch in topic_tree(language)
    }


def topics_by_code(codes: Iterable[str], language: str) -> dict[str, TopicName]:
    """The topics with these codes, archived ones too; unknown codes are left out."""
    wanted = set(codes)
    if not wanted:
        return {}
    rows = db.session.scalars(select(Topic).where(Topic.code.in_(wanted)).order_by(Topic.position, Topic.code))
    return {row.code: _shown(row, language) for row in rows}


def _shown(row: Topic, language: str) -> TopicName:
    is_swedish = language == SWEDISH or not row.name_en
    return TopicName(
        code=row.code,
        parent_code=row.parent_code,
        slug=row.slug,
        name=row.name_sv if is_swedish else row.name_en,
        name_lang=SWEDISH if is_swedish else "en",
        description=row.description_sv,
        icon=row.icon,
    )
