"""Move topic: one step up or down among those beside it."""

from datetime import datetime
from enum import IntEnum

from helpdesk.directory.operations.ordering import number, siblings, topic_among, topics_for_change
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import TopicChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal


class Step(IntEnum):
    """Which way a topic goes."""

    UP = -1
    DOWN = 1


def move_topic(actor: Actor, code: str, step: Step, *, now: datetime) -> None:
    """Let the topic change places with the one above or below it; the first stays first, and the last stays last.

    A main topic takes its subtopics along. Raises ForbiddenError, or HiddenError where there is no such topic.
    """
    require_role(actor, Permission.TOPIC_MANAGE)
    topics = topics_for_change()
    topic = topic_among(topics, code)
    beside = siblings(topics, topic.parent_code)
    place = beside.index(topic)
    if not 0 <= place + step < len(beside):
        return
    beside[place], beside[place + step] = beside[place + step], topic
    number(beside, topics)
    journal.record(TopicChanged(subject=("topic", 0), code=code), actor=actor, now=now)
