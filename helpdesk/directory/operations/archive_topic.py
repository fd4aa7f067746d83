"""Archive topic: nobody can choose it any more, or everybody can again; what has it keeps it."""

from datetime import datetime

from helpdesk.directory.models import Topic
from helpdesk.directory.operations.ordering import siblings, topics_for_change
from helpdesk.directory.operations.save_topic import seen_topic
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, MoveError
from helpdesk.domain.facts import TopicChanged
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal


class SubtopicsInUseError(MoveError):
    """What stands under the topic would be left without one above it."""

    sentence = N_("The topic has subtopics in use. Archive them first, then archive the topic.")


class MainTopicArchivedError(MoveError):
    """What stands above the topic can't be chosen."""

    sentence = N_("The main topic is archived. Bring it back first, then bring this topic back.")


def archive_topic(actor: Actor, code: str, *, seen_version: int, now: datetime) -> None:
    """Let nobody choose the topic any more; tickets and articles that have it keep it.

    Raises ForbiddenError, HiddenError where there is none, StaleError when it changed meanwhile, SubtopicsInUseError.
    """
    require_role(actor, Permission.TOPIC_MANAGE)
    topics = topics_for_change()
    topic = seen_topic(topics, code, seen_version)
    if any(not each.is_archived for each in siblings(topics, code)):
        raise SubtopicsInUseError
    _set_archived(actor, topic, now, is_archived=True)


def restore_topic(actor: Actor, code: str, *, seen_version: int, now: datetime) -> None:
    """Let the topic be chosen again. Raises as `archive_topic` does, but MainTopicArchivedError."""
    require_role(actor, Permission.TOPIC_MANAGE)
    topics = topics_for_change()
    topic = seen_topic(topics, code, seen_version)
    if topic.parent_code is not None and topics[topic.parent_code].is_archived:
        raise MainTopicArchivedError
    _set_archived(actor, topic, now, is_archived=False)


def _set_archived(actor: Actor, topic: Topic, now: datetime, *, is_archived: bool) -> None:
    if topic.is_archived is is_archived:
        return
    topic.is_archived = is_archived
    topic.version += 1
    journal.record(TopicChanged(subject=("topic", 0), code=topic.code), actor=actor, now=now)
