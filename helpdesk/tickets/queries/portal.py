"""The ticket's page for those who ask: what was written to them and what happened, nothing of the desk's own."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import aliased, joinedload

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.directory.queries.topics import topics_by_code
from helpdesk.domain import access, lifecycle, rating
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import Channel, ClosingReason, Move, Phase, Sharing, Status
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from helpdesk.tickets.queries.colleagues import Colleague, colleagues_of
from helpdesk.tickets.queries.merged import Merged, merged_with
from helpdesk.tickets.queries.moves import may_move
from helpdesk.tickets.queries.portal_timeline import Entry, portal_timeline
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class Given:
    """The rating that the requester gave."""

    rating: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Who besides the asker and the helpdesk sees the ticket, and who could be named."""

    sharing: Sharing
    named: tuple[int, ...]
    names: tuple[str, ...]
    """Those of `named`, for the requester to see; empty for everybody else, and while nobody sees it by name."""
    colleagues: tuple[Colleague, ...]
    is_confirmed: bool
    """Whether it is known where the reader works, without which nothing can be shared."""


@dataclass(frozen=True, slots=True)
class PortalPage:
    """All that the page shows; it holds no row and asks no question."""

    reference: str
    subject: str
    status: Status
    closing_reason: ClosingReason | None
    handed_over_to: str
    requester_name: str
    municipality_name: str | None
    owner_name: str | None
    topics: tuple[str, ...]
    phase: Phase | None
    channel: Channel
    their_reference: str
    wanted_by: date | None
    opened_at: datetime
    last_event_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    follows: str | None
    merged: Merged
    timeline: tuple[Entry, ...]
    reply_draft: str
    rating: Given | None
    shared: SharedWith
    is_own: bool
    is_late: bool
    is_too_late_to_reply: bool
    may_reply: bool
    may_share: bool
    may_close: bool
    may_reopen: bool
    may_rate: bool


def portal_page(actor: Actor, reference: str, *, language: str, now: datetime) -> PortalPage:
    """The ticket's page for one of those who ask; HiddenError when it is not theirs to read or does not exist."""
    owner, followed = aliased(Account), aliased(Ticket)
    found = db.session.execute(
        select(Ticket, Account.name, Municipality.name, owner.name, followed.reference, ReplyDraft.text)
        .join(Account, Account.id == Ticket.requester_id)
        .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
        .outerjoin(owner, owner.id == Ticket.owner_id)
        .outerjoin(followed, followed.id == Ticket.follows_id)
        .outerjoin(ReplyDraft, _is_draft_of(actor))
        .where(Ticket.reference == reference, visible_to(actor))
        .options(joinedload(Ticket.participants), joinedload(Ticket.topics))
    )
    row = found.unique().one_or_none()
    if row is None:
        raise HiddenError
    ticket, requester_name, municipality_name, owner_name, follows, reply_draft = row
    codes = [each.topic_code for each in ticket.topics]
    names = topics_by_code(codes, language)
    is_too_late, is_merged = _is_too_late(ticket, now), ticket.merged_into_id is not None
    return PortalPage(
        reference=ticket.reference,
        subject=ticket.subject,
        status=ticket.status,
        closing_reason=ticket.closing_reason,
        handed_over_to=ticket.handed_over_to,
        requester_name=requester_name,
        municipality_name=municipality_name,
        owner_name=owner_name,
        topics=tuple(names[code].name for code in codes if code in names),
        phase=ticket.phase,
        channel=ticket.channel,
        their_reference=ticket.their_reference,
        wanted_by=ticket.wanted_by,
        opened_at=ticket.opened_at,
        last_event_at=ticket.last_event_at,
        due_at=ticket.due_at,
        closed_at=ticket.closed_at,
        follows=follows,
        merged=merged_with(actor, ticket),
        timeline=portal_timeline(ticket.id, _sharer_of(actor, ticket)),
        reply_draft=reply_draft or "",
        rating=Given(ticket.rating, ticket.rating_text, ticket.rated_at) if ticket.rating and ticket.rated_at else None,
        shared=_shared(actor, ticket),
        is_own=access.is_own(actor, ticket),
        is_late=ticket.due_at is not None and ticket.due_at < now,
        is_too_late_to_reply=is_too_late and not is_merged,
        may_reply=access.allows(actor, Permission.TICKET_REPLY, ticket) and not is_too_late and not is_merged,
        may_share=access.allows(actor, Permission.TICKET_SHARE, ticket),
        may_close=may_move(actor, ticket, Move.CLOSE),
        may_reopen=may_move(actor, ticket, Move.REOPEN) and not is_too_late,
        may_rate=_may_rate(actor, ticket, now),
    )


def followable(actor: Actor, reference: str) -> str | None:
    """The subject of a closed ticket that the actor may ask on from; None for every other, as one that goes on in another."""
    return db.session.scalar(
        select(Ticket.subject).where(
            Ticket.reference == reference,
            Ticket.status == Status.CLOSED,
            Ticket.merged_into_id.is_(None),
            visible_to(actor),
        )
    )


def due_of(actor: Actor, reference: str, *, is_just_sent: bool) -> datetime | None:
    """When the answer is due on a ticket that the actor may read, or (`is_just_sent`) that this browser has opened."""
    readable = visible_to(actor) if not is_just_sent else true()
    row = db.session.execute(select(Ticket.due_at).where(Ticket.reference == reference, readable)).one_or_none()
    if row is None:
        raise HiddenError
    due_at: datetime | None = row[0]
    return due_at


def _may_rate(actor: Actor, ticket: Ticket, now: datetime) -> bool:
    was_answered = ticket.first_answered_at is not None
    is_time = rating.may_be_rated(ticket.status, ticket.closed_at, now, was_answered=was_answered)
    return is_time and access.allows(actor, Permission.TICKET_RATE, ticket)


def _sharer_of(actor: Actor, ticket: Ticket) -> int | None:
    """The reader, where they could share the ticket and have not done so: who got their letters is then offered."""
    may_share = actor.municipality is not None and access.allows(actor, Permission.TICKET_SHARE, ticket)
    return actor.id if may_share and ticket.sharing is Sharing.PRIVATE else None


def _is_too_late(ticket: Ticket, now: datetime) -> bool:
    is_closed = ticket.status is Status.CLOSED and ticket.closed_at is not None
    return is_closed and not lifecycle.is_within_reopening(ticket.closed_at or now, now)


def _is_draft_of(actor: Actor) -> ColumnElement[bool]:
    """What the actor has begun to write to the helpdesk about the ticket."""
    return and_(ReplyDraft.ticket_id == Ticket.id, ReplyDraft.author_id == actor.id, ~ReplyDraft.is_internal)


def _shared(actor: Actor, ticket: Ticket) -> SharedWith:
    may_share = access.allows(actor, Permission.TICKET_SHARE, ticket)
    is_by_name = may_share and ticket.sharing is not Sharing.PRIVATE
    return SharedWith(
        sharing=ticket.sharing,
        named=tuple(sorted(ticket.participant_ids)),
        names=tuple(each.name for each in people_by_id(ticket.participant_ids).values()) if is_by_name else (),
        colleagues=colleagues_of(actor) if may_share else (),
        is_confirmed=actor.municipality is not None,
    )
