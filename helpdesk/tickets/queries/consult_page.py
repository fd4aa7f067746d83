"""What an adviser chooses from when an expert is asked: the ticket's public messages and files, and what in them tells who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.directory.queries.topics import topics_by_code
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.hiding import told_in
from helpdesk.domain.lifecycle import Move
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.queries.asking_names import asking_names
from helpdesk.tickets.queries.files import MessageFile
from helpdesk.tickets.queries.happenings import Written, written_on
from helpdesk.tickets.queries.moves import may_move
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that can be shared; `tells` are the names in its name."""

    file: MessageFile
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A message that can be shared; `tells` are the names in it that say who asks."""

    id: int
    at: datetime
    author: str
    text: str
    """Markdown."""
    files: tuple[OfferedFile, ...]
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultPage:
    """All that the page shows; it holds no row and asks no question."""

    reference: str
    subject: str
    version: int
    last_event_at: datetime
    requester_id: int
    municipality_code: str | None
    municipality: str | None
    topics: tuple[str, ...]
    """Codes, the main one first."""
    topic_names: tuple[str, ...]
    messages: tuple[Offered, ...]
    names: tuple[str, ...]
    """What would tell who asks, in whatever is shared."""
    may_consult: bool


def consult_page(actor: Actor, reference: str, *, language: str) -> ConsultPage:
    """The page for one of the desk. Raises HiddenError where the ticket is not theirs to read or does not exist."""
    row = db.session.execute(
        select(Ticket, Municipality.name)
        .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
        .where(Ticket.reference == reference, visible_to(actor))
        .options(selectinload(Ticket.participants), selectinload(Ticket.topics))
    ).one_or_none()
    if row is None:
        raise HiddenError
    ticket, municipality = row
    telling = asking_names(ticket.id)
    codes = tuple(topic.topic_code for topic in ticket.topics)
    names = topics_by_code(codes, language)
    return ConsultPage(
        reference=ticket.reference,
        subject=ticket.subject,
        version=ticket.version,
        last_event_at=ticket.last_event_at,
        requester_id=ticket.requester_id,
        municipality_code=ticket.municipality_code,
        municipality=municipality,
        topics=codes,
        topic_names=tuple(names[code].name for code in codes if code in names),
        messages=_offered(ticket, telling),
        names=telling,
        may_consult=may_move(actor, ticket, Move.CONSULT),
    )


def _offered(ticket: Ticket, names: Collection[str]) -> tuple[Offered, ...]:
    public = [message for message in written_on(ticket.id) if message.kind is MessageKind.PUBLIC]
    # What an adviser noted down is what the requester said.
    says = {message.id: ticket.requester_id if message.is_noted else message.author_id for message in public}
    people = people_by_id(says.values())
    return tuple(_offer(message, people[says[message.id]].name, names) for message in public)


def _offer(message: Written, author: str, names: Collection[str]) -> Offered:
    return Offered(
        id=message.id,
        at=message.at,
        author=author,
        text=message.text,
        files=tuple(OfferedFile(file, told_in(file.name, names)) for file in message.files),
        tells=told_in(message.text, names),
    )
