"""Topics as those who name and order them see them: in both languages, archived ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from helpdesk.directory.models import Topic
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in the list; `is_first` and `is_last` are about those beside it, archived ones too."""

    code: str
    name_sv: str
    name_en: str
    icon: str
    is_archived: bool
    is_first: bool
    is_last: bool
    subtopics: tuple["TopicLine", ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic, to be changed."""

    code: str
    slug: str
    parent_code: str | None
    parent_name: str
    """In Swedish; empty for a main topic."""
    name_sv: str
    name_en: str
    description_sv: str
    description_en: str
    icon: str
    is_archived: bool
    version: int


def topic_lines() -> tuple[TopicLine, ...]:
    """The main topics in their order, each with its subtopics: one query."""
    rows = db.session.scalars(select(Topic).order_by(Topic.position, Topic.code)).all()
    return _family(rows, None)


def topic_page(code: str) -> TopicPage:
    """One topic; HiddenError where there is none."""
    row = db.session.get(Topic, code)
    if row is None:
        raise HiddenError
    parent = db.session.get(Topic, row.parent_code) if row.parent_code else None
    return TopicPage(
        code=row.code,
        slug=row.slug,
        parent_code=row.parent_code,
        parent_name=parent.name_sv if parent else "",
        name_sv=row.name_sv,
        name_en=row.name_en,
        description_sv=row.description_sv,
        description_en=row.description_en,
        icon=row.icon,
        is_archived=row.is_archived,
        version=row.version,
    )


def main_topics(topic: TopicPage | None) -> tuple[tuple[str, str], ...]:
    """(code, Swedish name) of what the topic can stand under: the main topics in use, and where it stands already.

    None for a new topic.
    """
    may_be_chosen: ColumnElement[bool] = Topic.is_archived.is_(False)
    if topic is not None:
        may_be_chosen = (may_be_chosen | (Topic.code == topic.parent_code)) & (Topic.code != topic.code)
    rows = db.session.execute(
        select(Topic.code, Topic.name_sv)
        .where(Topic.parent_code.is_(None), may_be_chosen)
        .order_by(Topic.position, Topic.code)
    )
    return tuple((code, name) for code, name in rows)


def _family(rows: Sequence[Topic], parent_code: str | None) -> tuple[TopicLine, ...]:
    beside = [row for row in rows if row.parent_code == parent_code]
    return tuple(
        TopicLine(
            code=row.code,
            name_sv=row.name_sv,
            name_en=row.name_en,
            icon=row.icon,
            is_archived=row.is_archived,
            is_first=row is beside[0],
            is_last=row is beside[-1],
            subtopics=_family(rows, row.code) if parent_code is None else (),
        )
        for row in beside
    )
