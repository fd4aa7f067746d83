"""What holds for every row of a helpdesk whose tickets have only been handled: each query finds the rows that break it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from helpdesk.accounts.models import Account
from helpdesk.domain.consultation import OPEN, ConsultationState
from helpdesk.domain.lifecycle import UNANSWERED, WAITING, ClosingReason, Sharing, Status
from helpdesk.domain.priority import RANK
from helpdesk.domain.publication import RevisionState
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.journal import JournalEntry
from helpdesk.knowledge.models import Article, Revision
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import NEVER, Message, MessageKind, Participant, Ticket

Entry = JournalEntry
OF_TICKET = and_(Entry.subject_kind == "ticket", Entry.subject_id == Ticket.id)
CLOSES = ("TicketClosed", "TicketMerged")
HAS_CLOCK = UNANSWERED - {Status.WAITING_REQUESTER}


def broken(now: datetime) -> Mapping[str, Select[Any]]:
    """Sentence -> query for the ids of the rows for which it is not true at `now`."""
    return {**_clocks(now), **_histories(now), **_closings(), **_consultations(), **_articles(now)}


def _clocks(now: datetime) -> dict[str, Select[Any]]:
    rank = case({each.value: place for each, place in RANK.items()}, value=Ticket.priority)
    return {
        "due_order is due_at, or never": _tickets(Ticket.due_order != func.coalesce(Ticket.due_at, NEVER)),
        "the rank is the priority's": _tickets(Ticket.priority_rank != rank),
        "a clock runs where somebody waits for us": _tickets(
            Ticket.status.in_(HAS_CLOCK) != Ticket.due_at.is_not(None)
        ),
        "only one who is asked back has a clock that stands": _tickets(
            Ticket.paused_at.is_not(None), Ticket.status != Status.WAITING_REQUESTER
        ),
        "a clock stands whole": _tickets(Ticket.paused_at.is_(None) != Ticket.clock_left_at.is_(None)),
        "what waits wakes on a day to come": _tickets(
            Ticket.status.in_(WAITING), or_(Ticket.wake_on.is_(None), Ticket.wake_on <= swedish_day(now))
        ),
        "what does not wait has no day": _tickets(Ticket.status.not_in(WAITING), Ticket.wake_on.is_not(None)),
        "nothing happens before its question": _tickets(Ticket.last_event_at < Ticket.opened_at),
    }


def _histories(now: datetime) -> dict[str, Select[Any]]:
    return {
        "a ticket is opened once, with its first message": _tickets(
            _facts(func.count(), Entry.kind == "TicketOpened") != 1
        ),
        "it is opened when it came": _tickets(_facts(func.min(Entry.at)) != Ticket.opened_at),
        "its last event is the newest fact": _tickets(_facts(func.max(Entry.at)) != Ticket.last_event_at),
        "its first message stands from the start": _tickets(
            _messages(func.min(Message.written_at)) != Ticket.opened_at
        ),
        "its first answer is the first that was told": _tickets(
            func.coalesce(_facts(func.min(Entry.at), Entry.kind == "TicketAnswered"), NEVER)
            != func.coalesce(Ticket.first_answered_at, NEVER)
        ),
        "its status is where the last move led": _tickets(
            func.coalesce(_last_status(), Status.NEW.value) != func.cast(Ticket.status, Entry.kind.type)
        ),
        "each move begins where the one before ended": _breaks_in_moves(),
        "each message has its fact": _untold_messages(),
        "nothing has happened in the future": select(Entry.id).where(Entry.at > now),
        "who is on it shares it": select(Participant.ticket_id)
        .join(Ticket, Ticket.id == Participant.ticket_id)
        .where(Ticket.sharing != Sharing.COLLEAGUES),
        "only the confirmed share with their municipality": _tickets(
            Ticket.sharing == Sharing.MUNICIPALITY,
            ~exists().where(Account.id == Ticket.requester_id, Account.is_municipality_confirmed),
        ),
    }


def _closings() -> dict[str, Select[Any]]:
    before = aliased(Ticket)
    return {
        "closed has a time and a reason": _tickets(
            or_(
                (Ticket.status == Status.CLOSED) != Ticket.closed_at.is_not(None),
                Ticket.closed_at.is_(None) != Ticket.closing_reason.is_(None),
            )
        ),
        "it was closed when it was last told so": _tickets(
            Ticket.closed_at.is_not(None), _facts(func.max(Entry.at), Entry.kind.in_(CLOSES)) != Ticket.closed_at
        ),
        "a duplicate goes on in another ticket": _tickets(
            Ticket.closing_reason.is_distinct_from(ClosingReason.DUPLICATE) == Ticket.merged_into_id.is_not(None)
        ),
        "handed over says to whom": _tickets(
            Ticket.closing_reason == ClosingReason.HANDED_OVER, Ticket.handed_over_to == ""
        ),
        "what is rated was answered": _tickets(Ticket.rating.is_not(None), Ticket.first_answered_at.is_(None)),
        "a rating has its time": _tickets(Ticket.rating.is_(None) != Ticket.rated_at.is_(None)),
        "what goes on follows one that is older": _tickets(
            exists().where(before.id == Ticket.follows_id, before.opened_at > Ticket.opened_at)
        ),
        "what is answered or closed as solved has an owner": _tickets(
            or_(Ticket.status == Status.ANSWERED, Ticket.closing_reason == ClosingReason.SOLVED),
            Ticket.owner_id.is_(None),
        ),
    }


def _consultations() -> dict[str, Select[Any]]:
    open_one = exists().where(Consultation.ticket_id == Ticket.id, Consultation.state.in_(OPEN))
    was_accepted = Consultation.state.in_((ConsultationState.ACCEPTED, ConsultationState.ANSWERED))
    return {
        "who waits for an expert has asked one": _tickets((Ticket.status == Status.WAITING_EXPERT) != open_one),
        "a question that is open has not ended": select(Consultation.id).where(
            Consultation.state.in_(OPEN) != Consultation.ended_at.is_(None)
        ),
        "a question is answered by who took it on": select(Consultation.id).where(
            was_accepted, Consultation.accepted_at.is_(None)
        ),
    }


def _articles(now: datetime) -> dict[str, Select[Any]]:
    each = aliased(Revision)
    newest = select(func.max(each.number)).where(each.article_id == Article.id).correlate(Article).scalar_subquery()
    shown = and_(Revision.id == Article.published_revision_id, Revision.article_id == Article.id)
    return {
        "readers see the newest revision": select(Article.id).where(
            ~exists().where(shown, Revision.state == RevisionState.PUBLISHED, Revision.number == newest)
        ),
        "an article is what its revision says": select(Article.id).where(
            exists().where(shown, or_(Revision.kind != Article.kind, Revision.audience != Article.audience))
        ),
        "no other revision is published": select(Revision.id)
        .join(Article, Article.id == Revision.article_id)
        .where(Revision.state == RevisionState.PUBLISHED, Revision.id != Article.published_revision_id),
        "nobody reviews their own text": select(Revision.id).where(Revision.author_id == Revision.reviewer_id),
        "nothing is published in the future": select(Revision.id).where(Revision.published_at > now),
    }


def _tickets(*conditions: Any) -> Select[Any]:
    return select(Ticket.id).where(*conditions)


def _facts(what: Any, *conditions: Any) -> Any:
    return select(what).where(OF_TICKET, *conditions).correlate(Ticket).scalar_subquery()


def _messages(what: Any) -> Any:
    return select(what).where(Message.ticket_id == Ticket.id).correlate(Ticket).scalar_subquery()


def _last_status() -> Any:
    moved = Entry.facts["status_to"].as_string()
    last = select(moved).where(OF_TICKET, moved.is_not(None)).order_by(Entry.at.desc(), Entry.id.desc()).limit(1)
    return last.correlate(Ticket).scalar_subquery()


def _breaks_in_moves() -> Select[Any]:
    led_to = Entry.facts["status_to"].as_string()
    before = func.lag(led_to).over(partition_by=Entry.subject_id, order_by=(Entry.at, Entry.id))
    moves = (
        select(Entry.id, Entry.facts["status_from"].as_string().label("begins"), before.label("ended"))
        .where(Entry.subject_kind == "ticket", led_to.is_not(None))
        .subquery()
    )
    return select(moves.c.id).where(moves.c.begins != func.coalesce(moves.c.ended, Status.NEW.value))


def _untold_messages() -> Select[Any]:
    told = exists().where(
        Entry.subject_kind == "ticket",
        Entry.subject_id == Message.ticket_id,
        Entry.facts["message_id"].as_integer() == Message.id,
        Entry.at == Message.written_at,
    )
    # The adviser's question to an expert is told by the question itself.
    asks_expert = exists().where(
        Consultation.ticket_id == Message.ticket_id, Consultation.asked_at == Message.written_at
    )
    return select(Message.id).where(not_(told), or_(Message.kind != MessageKind.CONSULTATION, not_(asks_expert)))
