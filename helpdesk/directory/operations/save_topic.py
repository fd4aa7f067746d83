"""Save topic: an administrator or coordinator makes a topic, or changes what it is called."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from helpdesk.directory.models import Topic
from helpdesk.directory.operations.ordering import Topics, number, siblings, topic_among, topics_for_change
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError, StaleError
from helpdesk.domain.facts import TopicChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.slugs import numbered, slug_of
from helpdesk.kit.sorting import fold, sort_key

_LETTERS = 3
"""How many of its name's letters a main topic's code begins with."""
_FALLBACK = "AMN"


class TopicStaleError(StaleError):
    """Somebody else changed the same topic meanwhile."""

    sentence = N_("The topic changed while you were writing. Check what is new, then save again.")


@dataclass(frozen=True, slots=True)
class TopicText:
    """What a topic is called and said to be, in both languages (English may be empty), and its icon (empty: none)."""

    name_sv: str
    name_en: str
    description_sv: str
    description_en: str
    icon: str


def make_topic(actor: Actor, text: TopicText, *, parent_code: str | None, now: datetime) -> str:
    """Make a topic, the last of those beside it, and give its code; `parent_code` is None for a main topic.

    Code and address are made of the name and never change: tickets, articles and people's links hold them. Raises
    ForbiddenError, or InputError at `parent` (no main topic in use) or `name_sv` (another's beside it).
    """
    require_role(actor, Permission.TOPIC_MANAGE)
    topics = topics_for_change()
    if parent_code is not None:
        _check_parent(topics, parent_code)
    code = _new_code(topics, parent_code, text.name_sv)
    topic = Topic(
        code=code,
        parent_code=parent_code,
        slug=_new_slug(topics, text.name_sv),
        position=len(topics),
        is_archived=False,
    )
    _fill(topic, text, topics)
    db.session.add(topic)
    topics[code] = topic
    number(siblings(topics, parent_code), topics)
    fact = TopicChanged(subject=("topic", 0), code=code, parent_from=parent_code, parent_to=parent_code)
    journal.record(fact, actor=actor, now=now)
    return code


def change_topic(
    actor: Actor, code: str, text: TopicText, *, parent_code: str | None, seen_version: int, now: datetime
) -> None:
    """Store what the topic is called now, and under which main topic it stands (None: it is one itself).

    Raises ForbiddenError, HiddenError where there is none, StaleError when it changed meanwhile, InputError at `name_sv`
    or `parent`, as `make_topic` does, and at `parent` where the topic has subtopics: there are two levels.
    """
    require_role(actor, Permission.TOPIC_MANAGE)
    topics = topics_for_change()
    topic = seen_topic(topics, code, seen_version)
    parent_from = topic.parent_code
    if parent_code != parent_from:
        _set_parent(topics, topic, parent_code)
    _fill(topic, text, topics)
    topic.version += 1
    number(siblings(topics, parent_code), topics)
    fact = TopicChanged(subject=("topic", 0), code=code, parent_from=parent_from, parent_to=parent_code)
    journal.record(fact, actor=actor, now=now)


def seen_topic(topics: Topics, code: str, seen_version: int) -> Topic:
    """The topic as somebody had it on screen; HiddenError where there is none, StaleError when it has changed."""
    topic = topic_among(topics, code)
    if topic.version != seen_version:
        raise TopicStaleError
    return topic


def _fill(topic: Topic, text: TopicText, topics: Topics) -> None:
    beside = siblings(topics, topic.parent_code)
    if any(sort_key(each.name_sv) == sort_key(text.name_sv) for each in beside if each.code != topic.code):
        raise InputError(field="name_sv", sentence=N_("There is already a topic with this name. Choose another name."))
    topic.name_sv, topic.name_en = text.name_sv, text.name_en
    topic.description_sv, topic.description_en = text.description_sv, text.description_en
    topic.icon = text.icon


def _set_parent(topics: Topics, topic: Topic, parent_code: str | None) -> None:
    """Let the topic stand last under another main topic, or last among them."""
    if parent_code is not None:
        _check_parent(topics, parent_code)
        if siblings(topics, topic.code) or parent_code == topic.code:
            sentence = N_("The topic has subtopics, so it must stay a main topic.")
            raise InputError(field="parent", sentence=sentence)
    topic.parent_code = parent_code
    del topics[topic.code]
    topics[topic.code] = topic


def _check_parent(topics: Topics, code: str) -> None:
    parent = topics.get(code)
    if parent is None or parent.parent_code is not None or parent.is_archived:
        raise InputError(field="parent", sentence=N_("Choose among the main topics in the list."))


def _new_code(topics: Topics, parent_code: str | None, name: str) -> str:
    """`LAR-5` after `LAR-4`; of a main topic the first letters of its name, numbered where they are taken."""
    if parent_code is None:
        stem = re.sub(r"[^a-z]", "", fold(name))[:_LETTERS].upper() or _FALLBACK
        return next(code for each in count(1) if (code := stem if each == 1 else f"{stem}{each}") not in topics)
    stem = f"{parent_code}-"
    taken = (code.removeprefix(stem) for code in topics if code.startswith(stem))
    return f"{stem}{max((int(rest) for rest in taken if rest.isdecimal()), default=0) + 1}"


def _new_slug(topics: Topics, name: str) -> str:
    taken = {each.slug for each in topics.values()}
    stem = slug_of(name, longest=70, fallback="amne")
    return next(slug for each in count(1) if (slug := numbered(stem, each)) not in taken)
