"""Tickets as the search engine takes them: one document for those who ask, one for the desk, which holds all there is.

The two are documents of different kinds, so that a word of an internal note stands in no document that somebody who asks is
let near: it is missing from their hits, counts and spellings alike.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.access import DESK, PEOPLE
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import AnyOf, Document
from helpdesk.kit.markup import prose
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.queries.files import files_of
from helpdesk.tickets.queries.tags import tags_on
from helpdesk.tickets.queries.visible import visible_to

KIND, DESK_KIND = "ticket", "desk_ticket"
"""The documents' kinds; the first is also that of tickets' facts."""
READER, TOPIC, PHASE, STATUS = "reader", "topic", "phase", "status"
"""The names of the filters. `reader` says who may find a document, as `seen_by` asks for it."""
AT_THE_DESK = "desk"
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket that was found; `status_words` is a msgid."""

    title: str
    reference: str
    status: Status
    status_words: str
    municipality: str | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class _Written:
    """A message as text, with the names of its files."""

    kind: MessageKind
    text: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A ticket, its municipality's name, its topics with those above them, its messages, oldest first, and its tags."""

    ticket: Ticket
    place: str | None
    topics: tuple[str, ...]
    messages: tuple[_Written, ...]
    tags: tuple[str, ...]


def documents(ids: Collection[int] | None = None) -> Iterator[Document]:
    """These tickets (None: all) as those who ask may find them: subject, public messages, names of their files."""
    for read in _tickets(ids):
        public = (message.text for message in read.messages if message.kind is MessageKind.PUBLIC)
        yield _document(KIND, read, public, readers=readers_of(read.ticket))


def desk_documents(ids: Collection[int] | None = None) -> Iterator[Document]:
    """The same tickets as the desk finds them: with notes and consultations, by tags and by the municipality's name."""
    for read in _tickets(ids):
        everything = (message.text for message in read.messages)
        keywords = (*((read.place,) if read.place else ()), *read.tags)
        yield _document(DESK_KIND, read, everything, readers={AT_THE_DESK}, keywords=keywords)


def readers_of(ticket: Ticket) -> set[str]:
    """Who may find the ticket: the requester, those named in it, the municipality that it is shared with, the desk."""
    readers = {AT_THE_DESK, f"account:{ticket.requester_id}"}
    if ticket.sharing is not Sharing.PRIVATE:
        readers |= {f"account:{id_}" for id_ in ticket.participant_ids}
    if ticket.sharing is Sharing.MUNICIPALITY and ticket.municipality_code is not None:
        readers.add(f"home:{ticket.municipality_code}")
    return readers


def seen_by(actor: Actor) -> AnyOf:
    """What the engine filters by for the actor: the twin of `visible.visible_to`, of either kind."""
    if actor.roles & {*DESK, Role.SYSTEM}:
        return {READER: frozenset({AT_THE_DESK})}
    if actor.id is None or not actor.roles & set(PEOPLE):
        return {READER: frozenset()}
    own = {f"account:{actor.id}"}
    if actor.municipality is not None and actor.roles & {Role.REQUESTER, Role.MUNICIPAL_CONTACT}:
        own.add(f"home:{actor.municipality}")
    return {READER: frozenset(own)}


def versions(kind: str = KIND) -> dict[str, int]:
    """What the index should hold of either kind: each ticket's document id and version."""
    return {f"{kind}:{id_}": version for id_, version in db.session.execute(select(Ticket.id, Ticket.version))}


def desk_versions() -> dict[str, int]:
    """What the index should hold for the desk."""
    return versions(DESK_KIND)


def cards(
    actor: Actor, ids: Collection[int], *, words: Mapping[Status, str], own_words: Mapping[Status, str]
) -> dict[int, TicketCard]:
    """Those of the tickets that the actor may read, as the database has them now: one query.

    `words` are what is read for the statuses (msgids), `own_words` what the requester reads.
    """
    if not ids:
        return {}
    rows = db.session.execute(
        select(Ticket, Municipality.name)
        .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
        .where(Ticket.id.in_(sorted(ids)), visible_to(actor))
    )
    return {
        ticket.id: TicketCard(
            title=ticket.subject,
            reference=ticket.reference,
            status=ticket.status,
            status_words=(own_words if ticket.requester_id == actor.id else words)[ticket.status],
            municipality=place,
            opened_at=ticket.opened_at,
        )
        for ticket, place in rows
    }


def with_those_above(codes: Iterable[str], parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The topics, and the topics that they are parts of."""
    own = set(codes)
    return tuple(sorted(own | {above for code in own if (above := parents.get(code))}))


def topic_parents() -> dict[str, str | None]:
    """Each topic's code and the code of the one above it: one query."""
    return dict(db.session.execute(select(Topic.code, Topic.parent_code)).all())


def _tickets(ids: Collection[int] | None) -> Iterator[_Read]:
    """Each ticket with what is written on it: a constant number of queries for 200."""
    wanted = sorted(ids if ids is not None else db.session.scalars(select(Ticket.id)))
    parents = topic_parents()
    for start in range(0, len(wanted), _AT_A_TIME):
        batch = wanted[start : start + _AT_A_TIME]
        messages = db.session.scalars(
            select(Message).where(Message.ticket_id.in_(batch)).order_by(Message.written_at, Message.id)
        ).all()
        files, tags = files_of(message.id for message in messages), tags_on(batch)
        written: dict[int, list[_Written]] = {}
        for message in messages:
            names = [file.name for file in files.get(message.id, ())]
            text = "\n".join((prose(message.text), *names))
            written.setdefault(message.ticket_id, []).append(_Written(message.kind, text))
        rows = db.session.execute(
            select(Ticket, Municipality.name)
            .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
            .where(Ticket.id.in_(batch))
            .options(selectinload(Ticket.participants), selectinload(Ticket.topics))
            .order_by(Ticket.id)
        )
        for ticket, place in rows.all():
            topics = with_those_above((topic.topic_code for topic in ticket.topics), parents)
            yield _Read(ticket, place, topics, tuple(written.get(ticket.id, ())), tags.get(ticket.id, ()))


def _document(
    kind: str, read: _Read, texts: Iterable[str], *, readers: Collection[str], keywords: tuple[str, ...] = ()
) -> Document:
    ticket = read.ticket
    return Document(
        id=f"{kind}:{ticket.id}",
        kind=kind,
        title=ticket.subject,
        summary="",
        body="\n".join(texts),
        keywords=(ticket.reference, ticket.their_reference, *keywords),
        filters={
            READER: tuple(sorted(readers)),
            TOPIC: read.topics,
            PHASE: (ticket.phase.value,) if ticket.phase else (),
            STATUS: (ticket.status.value,),
        },
        updated_at=ticket.last_event_at,
        revision=ticket.version,
    )
