"""What of a ticket can become an article, and what in it could point somebody out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import PersonName, people_by_id
from helpdesk.directory.models import MailDomain, Municipality
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.facts import RequesterAsked
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.masking import Proposal, proposals
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.queries.desk import DeskPage
from helpdesk.tickets.queries.happenings import Written


class Source(StrEnum):
    """What a message is to an article."""

    QUESTION = "question"
    ASKED_BACK = "asked_back"
    ANSWER = "answer"
    TO_EXPERT = "to_expert"
    OF_EXPERT = "of_expert"


ANSWERS = frozenset({Source.ANSWER, Source.OF_EXPERT})


@dataclass(frozen=True, slots=True)
class OfferedMessage:
    """A message that can go into the article; internal notes never can."""

    id: int
    at: datetime
    author: str
    source: Source
    text: str
    """Markdown."""
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class PossibleOwner:
    """Who can answer for the article; with the municipality for an expert who has answered, None for an adviser."""

    id: int
    name: str
    municipality: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What would tell who asked, or what it was about."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    references: tuple[str, ...]

    def found_in(self, text: str) -> tuple[Proposal, ...]:
        """Everything in the text that may point somebody out."""
        return proposals(text, self.names, self.places, self.references)


@dataclass(frozen=True, slots=True)
class ReusePage:
    """All that the two steps need; it holds no row and asks no question."""

    reference: str
    subject: str
    topics: tuple[str, ...]
    phase: Phase | None
    messages: tuple[OfferedMessage, ...]
    owners: tuple[PossibleOwner, ...]
    """The one to propose first."""
    told: Told

    def texts(self, ids: Collection[int]) -> tuple[list[str], list[str]]:
        """The questions and the answers among the messages with these ids."""
        chosen = [message for message in self.messages if message.id in ids]
        return (
            [message.text for message in chosen if message.source not in ANSWERS],
            [message.text for message in chosen if message.source in ANSWERS],
        )


def reuse_page(actor: Actor, page: DeskPage) -> ReusePage:
    """What can be made of the ticket whose page is given: four queries more."""
    return ReusePage(
        reference=page.reference,
        subject=page.subject,
        topics=page.topics,
        phase=page.phase,
        messages=offered(page),
        owners=_owners(actor, page),
        told=_told(page),
    )


def offered(page: DeskPage) -> tuple[OfferedMessage, ...]:
    """The messages that can go in, oldest first; answers are proposed, an expert's that an answer repeats are not."""
    asked_back = {fact.facts["message_id"] for fact in page.happenings if fact.kind == RequesterAsked.__name__}
    public = [message for message in page.messages if message.kind is MessageKind.PUBLIC]
    sources = {message.id: _source(message, page, asked_back) for message in page.messages}
    said = [message.text for message in public if sources[message.id] is Source.ANSWER]
    return tuple(
        OfferedMessage(
            id=message.id,
            at=message.at,
            author=page.requester.name if message.is_noted else _name(page.names.people, message.author_id),
            source=source,
            text=message.text,
            is_proposed=source is Source.ANSWER
            or (source is Source.OF_EXPERT and not any(message.text.strip() in text for text in said)),
        )
        for message in page.messages
        if (source := sources[message.id]) is not None
    )


def _source(message: Written, page: DeskPage, asked_back: Collection[int]) -> Source | None:
    """What the message is; None for what only the desk may read."""
    if message.kind is MessageKind.CONSULTATION:
        spoken = page.consultations.spoken.get(message.id)
        is_answer = spoken is not None and spoken.part is ConsultationPart.ANSWER
        return Source.OF_EXPERT if is_answer else Source.TO_EXPERT
    if message.kind is not MessageKind.PUBLIC:
        return None
    if message.id in asked_back:
        return Source.ASKED_BACK
    author = page.names.people.get(message.author_id)
    is_ours = author is not None and bool(author.is_staff or Role.EXPERT in author.roles)
    is_asker = message.is_noted or message.author_id == page.requester.id
    return Source.ANSWER if is_ours and not is_asker else Source.QUESTION


def _owners(actor: Actor, page: DeskPage) -> tuple[PossibleOwner, ...]:
    """Experts who have answered, the latest first; then who does this, and the ticket's adviser."""
    rows = db.session.execute(
        select(Account.id, Account.name, Municipality.name)
        .join(Consultation, Consultation.expert_id == Account.id)
        .join(Municipality, Municipality.code == Consultation.municipality_code)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .where(
            Ticket.reference == page.reference,
            Consultation.state == ConsultationState.ANSWERED,
            Account.is_open.is_(True),
        )
        .order_by(Consultation.ended_at.desc(), Consultation.id.desc())
    )
    found = {id_: PossibleOwner(id_, name, municipality) for id_, name, municipality in rows}
    people = people_by_id([actor.id])
    ours = [person for person in (people.get(actor.id or 0), page.owner) if person is not None]
    for person in ours:
        found.setdefault(person.id, PossibleOwner(person.id, person.name, None))
    return tuple(found.values())


def _told(page: DeskPage) -> Told:
    askers = (page.requester, *page.named)
    writers = [
        page.names.people[message.author_id] for message in page.messages if message.author_id in page.names.people
    ]
    codes = {person.municipality_code for person in askers} | {page.municipality.code if page.municipality else None}
    return Told(
        names=tuple(
            dict.fromkeys(person.name for person in (*askers, *writers, *([page.owner] if page.owner else ())))
        ),
        places=_places(code for code in codes if code),
        references=tuple(filter(None, (page.reference, page.follows, page.their_reference))),
    )


def _places(codes: Iterable[str]) -> tuple[str, ...]:
    """The municipalities' names and mail domains."""
    rows = db.session.execute(
        select(Municipality.name, MailDomain.domain)
        .outerjoin(MailDomain, MailDomain.municipality_code == Municipality.code)
        .where(Municipality.code.in_(sorted(codes)))
        .order_by(Municipality.code, MailDomain.domain)
    )
    return tuple(dict.fromkeys(told for row in rows for told in row if told))


def _name(people: Mapping[int, PersonName], account_id: int) -> str:
    person = people.get(account_id)
    return person.name if person else "–"
