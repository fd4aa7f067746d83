"""The people and things that somebody names to narrow the event log."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select

from helpdesk.accounts.models import Account
from helpdesk.domain.addresses import comparable
from helpdesk.domain.facts import TopicChanged
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.ticket import Ticket

MOST_PEOPLE = 200
"""Of more people than these, only the first by name are meant: whoever wants one writes more of the name."""
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Pointed:
    """A thing, as a person names it: a ticket by its reference, a person by address, a topic by code, others by number."""

    kind: str
    name: str


def made_by(person: str) -> ColumnElement[bool]:
    """The fact was made by somebody whose name or address holds `person`: asks for them first, so that an index serves."""
    by_name = sort_key(person)
    fits = Account.email.contains(comparable(person), autoescape=True)
    if by_name:
        fits = or_(fits, Account.sort_key.contains(by_name, autoescape=True))
    ids = db.session.scalars(
        select(Account.id).where(fits).order_by(Account.sort_key, Account.id).limit(MOST_PEOPLE)
    ).all()
    return JournalEntry.actor_id.in_(ids) if ids else false()


def about(thing: Pointed) -> ColumnElement[bool]:
    """The fact is about the thing; nothing is about one that there is not."""
    if thing.kind == "topic":  # topics have codes, which stand in the fact
        is_of_topic = JournalEntry.facts["code"].as_string() == thing.name.upper()
        return and_(JournalEntry.kind == TopicChanged.__name__, is_of_topic)
    id_ = _id(thing)
    if id_ is None:
        return false()
    return and_(JournalEntry.subject_kind == thing.kind, JournalEntry.subject_id == id_)


def _id(thing: Pointed) -> int | None:
    if thing.kind == "ticket":
        return db.session.scalar(select(Ticket.id).where(Ticket.reference == thing.name.upper()))
    if thing.kind == "account" and "@" in thing.name:
        return db.session.scalar(select(Account.id).where(Account.email == comparable(thing.name)))
    is_number = thing.name.isascii() and thing.name.isdecimal() and len(thing.name) <= len(str(_LARGEST_ID))
    return int(thing.name) if is_number and int(thing.name) <= _LARGEST_ID else None
