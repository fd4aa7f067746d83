"""What questions are about."""

from dataclasses import dataclass

from sqlalchemy import func, select

from helpdesk.directory.models import Topic
from helpdesk.domain.period import Period
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket, TicketTopic

SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many of the period's tickets have a main topic or one of its subtopics."""

    code: str
    name: str
    tickets: int


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """The main topics, most asked first; a ticket with two of them counts at both. `without` have none."""

    topics: tuple[TopicCount, ...]
    without: int


def topics(period: Period, language: str) -> TopicCounts:
    """The main topics of what was opened in the period: two queries. One that is archived shows only with tickets."""
    main = func.coalesce(Topic.parent_code, Topic.code).label("main")
    rows = db.session.execute(
        select(main, func.count(Ticket.id.distinct()))
        .join_from(Ticket, TicketTopic, TicketTopic.ticket_id == Ticket.id, isouter=True)
        .join(Topic, Topic.code == TicketTopic.topic_code, isouter=True)
        .where(Ticket.opened_at >= period.start, Ticket.opened_at < period.end)
        .group_by(main)
    )
    counts: dict[str | None, int] = {code: number for code, number in rows}  # noqa: C416  rows are no tuples to mypy
    names = db.session.execute(
        select(Topic.code, Topic.name_sv, Topic.name_en, Topic.is_archived)
        .where(Topic.parent_code.is_(None))
        .order_by(Topic.position, Topic.code)
    )
    shown = [
        TopicCount(code, swedish if language == SWEDISH else english or swedish, counts.get(code, 0))
        for code, swedish, english, is_archived in names
        if not is_archived or code in counts
    ]
    return TopicCounts(tuple(sorted(shown, key=lambda each: -each.tickets)), counts.get(None, 0))
