"""Open: a question becomes a ticket, with its number, its first message and its promised time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlalchemy.sql.dml import ReturningInsert

from helpdesk.domain import correspondence, service_level
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import TicketOpened
from helpdesk.domain.lifecycle import Channel, Phase, Sharing, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.priority import RANK, Priority
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.kit.db import aside, built_once, db, upsert
from helpdesk.tickets.models.ticket import Message, MessageKind, ReferenceCounter, Ticket, TicketTopic
from helpdesk.tickets.models.writing import Attachment


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    subject: str
    text: str
    municipality_code: str | None = None
    topics: tuple[str, ...] = ()
    phase: Phase | None = None
    sharing: Sharing = Sharing.PRIVATE
    wanted_by: date | None = None
    their_reference: str = ""
    channel: Channel = Channel.WEB
    follows_id: int | None = None
    priority: Priority = Priority.NORMAL
    wants_receipt: bool = True


def open_ticket(
    actor: Actor,
    question: Question,
    *,
    prefix: str,
    promise: Promise,
    now: datetime,
    draft_id: int | None = None,
    requester_id: int | None = None,
) -> Ticket:
    """Open a ticket for the actor, or for the account `requester_id`, whose question the actor has written down.

    The files of the draft `draft_id` become its first message's, `prefix` begins the reference, `promise` sets the time of
    the first answer. Raises ForbiddenError for who has no account.
    """
    require_role(actor, Permission.TICKET_ASK)
    if actor.id is None:
        raise ForbiddenError
    asks = requester_id or actor.id
    message = Message(
        author_id=actor.id,
        kind=MessageKind.PUBLIC,
        text=question.text,
        written_at=now,
        is_noted=asks != actor.id,
    )
    ticket = Ticket(
        reference=_next_reference(prefix, now),
        subject=question.subject,
        status=Status.NEW,
        requester_id=asks,
        municipality_code=question.municipality_code,
        phase=question.phase,
        priority=question.priority,
        priority_rank=RANK[question.priority],
        channel=question.channel,
        sharing=question.sharing,
        wanted_by=question.wanted_by,
        their_reference=question.their_reference,
        opened_at=now,
        last_event_at=now,
        due_at=service_level.promised_by(now, promise),
        follows_id=question.follows_id,
        topics=[TicketTopic(topic_code=code, position=place) for place, code in enumerate(question.topics)],
        participants=[],
        messages=[message],
    )
    db.session.add(ticket)
    db.session.flush()
    if draft_id is not None:
        db.session.execute(
            update(Attachment)
            .where(Attachment.draft_id == draft_id)
            .values(draft_id=None, message_id=message.id)
            .execution_options(synchronize_session=False)
        )
    journal.record(
        TicketOpened(
            subject=("ticket", ticket.id),
            message_id=message.id,
            channel=question.channel,
            follows=question.follows_id,
            wants_receipt=question.wants_receipt,
        ),
        actor=actor,
        now=now,
    )
    return ticket


def _next_reference(prefix: str, now: datetime) -> str:
    """The next number of the (Swedish) year, which nobody waits for: gaps are allowed, the same number twice is not."""
    year = swedish_day(now).year
    return correspondence.reference(prefix, year, aside(_count(), {"year": year}))


@built_once
def _count() -> ReturningInsert[int]:
    counters = ReferenceCounter.__table__
    return (
        upsert(counters)
        .values(year=bindparam("year"), last=1)
        .on_conflict_do_update(index_elements=["year"], set_={"last": counters.c.last + 1})
        .returning(counters.c.last)
    )
