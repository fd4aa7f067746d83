"""Classify: what a ticket is about, where the work stands, how pressing it is, and which municipality asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import TicketClassified, TicketShared
from helpdesk.domain.lifecycle import Phase, Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.domain.priority import RANK, Priority
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket, TicketTopic
from helpdesk.tickets.operations.moving import for_update, touch

MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Classification:
    """What an adviser has found; the first of `topics` (codes) is the main one."""

    topics: tuple[str, ...]
    phase: Phase | None
    priority: Priority
    municipality_code: str | None

    def __post_init__(self) -> None:
        """Each topic once."""
        object.__setattr__(self, "topics", tuple(dict.fromkeys(self.topics)))


def classify(
    actor: Actor, reference: str, found: Classification, *, now: datetime, seen_version: int | None = None
) -> bool:
    """Let the ticket be what was found; where nothing differs, nothing happens. Gives whether its sharing was taken back.

    A ticket that is shared with its whole municipality becomes private when that is another one: the requester has not
    chosen to show it there. The promised time stays: it was given when the question was asked. `seen_version` is the
    version on the actor's screen, None where an older one does no harm. Raises InputError for too many or unknown topics
    or an unknown municipality, HiddenError or ForbiddenError when the ticket is not theirs to classify, StaleError when
    it changed meanwhile.
    """
    ticket = for_update(actor, reference, Permission.TICKET_CLASSIFY, seen_version=seen_version)
    _require_known(found)
    before, after = _as_words(_now(ticket)), _as_words(found)
    changes = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    if not changes:
        return False
    if "topics" in changes:
        _set_topics(ticket, found.topics)
    ticket.phase, ticket.municipality_code = found.phase, found.municipality_code
    ticket.priority, ticket.priority_rank = found.priority, RANK[found.priority]
    touch(ticket, now)
    journal.record(TicketClassified(subject=("ticket", ticket.id), changes=changes), actor=actor, now=now)
    if "municipality" not in changes or ticket.sharing is not Sharing.MUNICIPALITY:
        return False
    ticket.sharing = Sharing.PRIVATE
    journal.record(
        TicketShared(
            subject=("ticket", ticket.id),
            sharing_from=Sharing.MUNICIPALITY,
            sharing_to=Sharing.PRIVATE,
            participants=(),
        ),
        actor=actor,
        now=now,
    )
    return True


def _now(ticket: Ticket) -> Classification:
    topics = tuple(topic.topic_code for topic in ticket.topics)
    return Classification(topics, ticket.phase, ticket.priority, ticket.municipality_code)


def _as_words(found: Classification) -> dict[str, str | None]:
    """As the journal keeps it: codes, of which the topics stand in one text."""
    return {
        "topics": ",".join(found.topics) or None,
        "phase": found.phase,
        "priority": found.priority,
        "municipality": found.municipality_code,
    }


def _require_known(found: Classification) -> None:
    if len(found.topics) > MOST_TOPICS:
        raise InputError(field="topics", sentence=N_("Choose at most three topics."))
    known = db.session.scalars(select(Topic.code).where(Topic.code.in_(found.topics))).all()
    if len(known) < len(found.topics):
        raise InputError(field="topics", sentence=N_("Choose a topic from the list."))
    code = found.municipality_code
    if code is not None and db.session.get(Municipality, code) is None:
        raise InputError(field="municipality", sentence=N_("Choose a municipality from the list."))


def _set_topics(ticket: Ticket, codes: tuple[str, ...]) -> None:
    """Keep the rows of topics that stay, so that no row is removed and written again under the same key."""
    standing = {topic.topic_code: topic for topic in ticket.topics}
    ticket.topics = [standing.get(code) or TicketTopic(topic_code=code) for code in codes]
    for place, topic in enumerate(ticket.topics):
        topic.position = place
