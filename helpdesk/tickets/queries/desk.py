"""The ticket's page for those who handle tickets: all there is, in a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased, joinedload

from helpdesk.accounts.queries.people import PersonName, people_and_advisers
from helpdesk.directory.models import County, Municipality
from helpdesk.directory.queries.municipalities import municipalities_by_name
from helpdesk.directory.queries.topics import Taxonomy, taxonomy
from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import ArticleMadeOfTicket
from helpdesk.domain.lifecycle import Channel, ClosingReason, Move, Phase, Sharing, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.priority import Priority
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from helpdesk.tickets.queries.consultations import Consultations, consultations_on
from helpdesk.tickets.queries.happenings import Happening, Written, happened_to, written_on
from helpdesk.tickets.queries.letting_in import at_home
from helpdesk.tickets.queries.moves import may_move
from helpdesk.tickets.queries.queue import Due, due_of
from helpdesk.tickets.queries.related import OtherTickets, other_tickets
from helpdesk.tickets.queries.tags import TicketTags, ticket_tags
from helpdesk.tickets.queries.visible import only_visible

_FOLLOWED = aliased(Ticket)
_PLACE = (Municipality.code, Municipality.name, County.name, Municipality.population, Municipality.group_name)
_DRAFT = (ReplyDraft.text, ReplyDraft.is_internal, ReplyDraft.saved_at)

# Made once: to put so long a statement together costs more than to send it.
_PAGE = (
    select(Ticket, *_PLACE, _FOLLOWED.reference, *_DRAFT)
    .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
    .outerjoin(County, County.code == Municipality.county_code)
    .outerjoin(_FOLLOWED, _FOLLOWED.id == Ticket.follows_id)
    .outerjoin(ReplyDraft, and_(ReplyDraft.ticket_id == Ticket.id, ReplyDraft.author_id == bindparam("actor_id")))
    .where(Ticket.reference == bindparam("reference"))
    .options(joinedload(Ticket.participants), joinedload(Ticket.topics))
)


@dataclass(frozen=True, slots=True)
class AskingMunicipality:
    """The municipality that asks, and what tells the desk what it is like."""

    code: str
    name: str
    county: str
    population: int
    group_name: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whom letters about the ticket do not reach; `status` is why, as 5.1.1, empty where no server said."""

    account_id: int
    name: str
    status: str
    is_expert: bool
    """Whether they are asked as an expert: somebody else can be asked instead."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the reader has begun to write."""

    text: str
    is_internal: bool
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the ids and codes that stand on the page, and of what can be chosen there."""

    people: Mapping[int, PersonName]
    advisers: tuple[PersonName, ...]
    """To whom a ticket can be given, in Swedish order."""
    topics: Taxonomy
    municipalities: Mapping[str, str]
    """All of them, in Swedish order."""
    consultations: Consultations = field(default_factory=Consultations)
    tags: TicketTags = field(default_factory=TicketTags)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """All that the page shows; it holds no row and asks no question."""

    reference: str
    subject: str
    version: int
    status: Status
    priority: Priority
    due: Due | None
    wake_on: date | None
    owner: PersonName | None
    is_mine: bool
    requester: PersonName
    unreached: tuple[Unreached, ...]
    """The requester first, then colleagues who are let in, then the experts whose answers are waited for."""
    named: tuple[PersonName, ...]
    municipality: AskingMunicipality | None
    topics: tuple[str, ...]
    """Codes, the main one first."""
    phase: Phase | None
    channel: Channel
    sharing: Sharing
    wanted_by: date | None
    their_reference: str
    opened_at: datetime
    last_event_at: datetime
    closed_at: datetime | None
    closing_reason: ClosingReason | None
    handed_over_to: str
    rating: int | None
    rating_text: str
    follows: str | None
    messages: tuple[Written, ...]
    welcome: frozenset[int]
    """Accounts of those unknown senders who can be let in."""
    happenings: tuple[Happening, ...]
    names: Names
    consultations: Consultations
    others: OtherTickets
    draft: Draft | None
    may_take: bool
    may_assign: bool
    may_release: bool
    may_answer: bool
    may_ask_back: bool
    may_consult: bool
    may_wait: bool
    may_wake: bool
    may_close: bool
    may_reopen: bool
    may_merge: bool
    may_unmerge: bool
    may_tag: bool

    @property
    def was_reused(self) -> bool:
        """Whether an article was begun with what is written here."""
        return any(happening.kind == ArticleMadeOfTicket.__name__ for happening in self.happenings)


def desk_page(actor: Actor, reference: str, *, language: str, now: datetime) -> DeskPage:
    """The page of one ticket for one of the desk; HiddenError when it does not exist or is not theirs to handle."""
    ticket, municipality, follows, draft = _found(actor, reference)
    messages, happenings = written_on(ticket.id), happened_to(ticket.id)
    consultations = consultations_on(ticket.id, swedish_day(now))
    names = _names(ticket, messages, happenings, consultations, language)
    is_mine = actor.id is not None and ticket.owner_id == actor.id
    is_open = ticket.status is not Status.CLOSED
    return DeskPage(
        reference=ticket.reference,
        subject=ticket.subject,
        version=ticket.version,
        status=ticket.status,
        priority=ticket.priority,
        due=due_of(ticket.due_at, now),
        wake_on=ticket.wake_on,
        owner=names.people.get(ticket.owner_id or 0),
        is_mine=is_mine,
        requester=names.people[ticket.requester_id],
        unreached=_unreached(ticket, consultations, names.people),
        named=tuple(names.people[id_] for id_ in sorted(ticket.participant_ids)),
        municipality=municipality,
        topics=tuple(topic.topic_code for topic in ticket.topics),
        phase=ticket.phase,
        channel=ticket.channel,
        sharing=ticket.sharing,
        wanted_by=ticket.wanted_by,
        their_reference=ticket.their_reference,
        opened_at=ticket.opened_at,
        last_event_at=ticket.last_event_at,
        closed_at=ticket.closed_at,
        closing_reason=ticket.closing_reason,
        handed_over_to=ticket.handed_over_to,
        rating=ticket.rating,
        rating_text=ticket.rating_text,
        follows=follows,
        messages=messages,
        welcome=_welcome(ticket, messages),
        happenings=happenings,
        names=names,
        consultations=consultations,
        others=other_tickets(actor, ticket),
        draft=draft,
        may_take=may_move(actor, ticket, Move.TAKE) and is_open and not (is_mine and ticket.status is not Status.NEW),
        may_assign=may_move(actor, ticket, Move.ASSIGN) and is_open,
        may_release=may_move(actor, ticket, Move.RELEASE) and ticket.owner_id is not None,
        may_answer=may_move(actor, ticket, Move.ANSWER),
        may_ask_back=may_move(actor, ticket, Move.ASK_REQUESTER),
        may_consult=may_move(actor, ticket, Move.CONSULT),
        may_wait=may_move(actor, ticket, Move.WAIT_FOR_OTHER),
        may_wake=may_move(actor, ticket, Move.WAKE),
        may_close=may_move(actor, ticket, Move.CLOSE),
        may_reopen=may_move(actor, ticket, Move.REOPEN),
        may_merge=may_move(actor, ticket, Move.MERGE),
        may_unmerge=may_move(actor, ticket, Move.UNMERGE),
        may_tag=access.allows(actor, Permission.TICKET_TAG, ticket),
    )


def _found(actor: Actor, reference: str) -> tuple[Ticket, AskingMunicipality | None, str | None, Draft | None]:
    """The ticket with its colleagues and topics, who asks, what it goes on from, what the actor has begun to write."""
    if not access.may_ever(actor, Permission.TICKET_NOTE):
        raise HiddenError
    found = db.session.execute(only_visible(_PAGE, actor), {"reference": reference, "actor_id": actor.id})
    row = found.unique().one_or_none()
    if row is None:
        raise HiddenError
    ticket, place, follows, begun = row[0], row[1:6], row[6], row[7:10]
    asking = AskingMunicipality(*place[:2], place[2] or "", *place[3:]) if place[0] else None
    draft = Draft(begun[0], begun[1], begun[2]) if begun[2] else None
    return ticket, asking, follows, draft


def _welcome(ticket: Ticket, messages: Iterable[Written]) -> frozenset[int]:
    """Who of the unknown senders works in the ticket's municipality, or sees the ticket by now: one query, if there are any."""
    unknown = {message.author_id for message in messages if message.mail and message.mail.is_stranger}
    named = ticket.participant_ids if ticket.sharing is not Sharing.PRIVATE else frozenset()
    return at_home(ticket.municipality_code, unknown) | (unknown & {ticket.requester_id, *named})


def _unreached(ticket: Ticket, consultations: Consultations, people: Mapping[int, PersonName]) -> tuple[Unreached, ...]:
    colleagues = sorted(ticket.participant_ids) if ticket.sharing is not Sharing.PRIVATE else ()
    experts = {each.expert_id: True for each in reversed(consultations.asked) if each.is_open and each.expert_id}
    readers = {ticket.requester_id: False, **dict.fromkeys(colleagues, False), **experts}
    return tuple(
        Unreached(id_, people[id_].name, people[id_].undeliverable_status, is_expert)
        for id_, is_expert in readers.items()
        if people[id_].is_undeliverable
    )


def _names(
    ticket: Ticket,
    messages: Iterable[Written],
    happenings: Collection[Happening],
    consultations: Consultations,
    language: str,
) -> Names:
    """Everybody and everything that the ticket, its messages and its facts speak of: two queries, beside what is remembered."""
    people: set[int | None] = {ticket.requester_id, ticket.owner_id, *ticket.participant_ids}
    people |= {message.author_id for message in messages} | {each.expert_id for each in consultations.asked}
    for happening in happenings:
        people |= {happening.actor_id, happening.facts.get("owner_to"), happening.facts.get("account_id")}
        people |= {*happening.facts.get("let_in", ()), *happening.facts.get("shut_out", ())}
    known, advisers = people_and_advisers(people)
    return Names(
        people=known,
        advisers=advisers,
        topics=taxonomy(language),
        municipalities=dict(municipalities_by_name()),
        consultations=consultations,
        tags=ticket_tags(ticket.id, happenings),
    )
