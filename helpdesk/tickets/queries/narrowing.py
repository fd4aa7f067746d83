"""The queue narrowed by what figures are made of: topic, channel, place, and when something happened."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.zone import midnight
from helpdesk.tickets.models.handling import Tag, TicketTag
from helpdesk.tickets.models.ticket import Ticket, TicketTopic
from helpdesk.tickets.queries.views import NONE, Days, QueueFilter

_DAY = timedelta(days=1)


def has_topic(code: str) -> ColumnElement[bool]:
    """The topic itself or one of its subtopics; for NONE no topic at all."""
    if code == NONE:
        return ~exists().where(TicketTopic.ticket_id == Ticket.id)
    codes = select(Topic.code).where(or_(Topic.code == code, Topic.parent_code == code))
    return exists().where(TicketTopic.ticket_id == Ticket.id, TicketTopic.topic_code.in_(codes))


def has_tag(key: str) -> ColumnElement[bool]:
    """The desk has put the tag on it."""
    return Ticket.id.in_(select(TicketTag.ticket_id).join(Tag, Tag.id == TicketTag.tag_id).where(Tag.key == key))


def narrowed_further(wanted: QueueFilter) -> Iterator[ColumnElement[bool]]:
    """The conditions for tag, channel, place and days, as far as they are chosen."""
    if wanted.tag:
        yield has_tag(wanted.tag)
    if wanted.channel:
        yield Ticket.channel == wanted.channel
    if wanted.county:
        yield _in_county(wanted.county)
    if wanted.group:
        yield Ticket.municipality_code.in_(select(Municipality.code).where(Municipality.group_code == wanted.group))
    yield from _within(Ticket.opened_at, wanted.opened)
    yield from _within(Ticket.first_answered_at, wanted.answered)
    yield from _within(Ticket.closed_at, wanted.closed)


def _in_county(code: str) -> ColumnElement[bool]:
    if code == NONE:
        return Ticket.municipality_code.is_(None)
    return Ticket.municipality_code.in_(select(Municipality.code).where(Municipality.county_code == code))


def _within(
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], days: Days
) -> Iterator[ColumnElement[bool]]:
    if days.first:
        yield at >= midnight(days.first)
    if days.last and days.last < date.max:
        yield at < midnight(days.last + _DAY)
