"""Who reacts to which fact. Reactions only write rows: letters, notices, index marks."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar, cast

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    AddressUndeliverable,
    AnswerUndelivered,
    ArticleArchived,
    ArticleMadeOfTicket,
    ArticlePublished,
    ArticleReviewed,
    ArticleSentBack,
    ConsultationAccepted,
    ConsultationAnswered,
    ConsultationContinued,
    ConsultationDeclined,
    ConsultationExpired,
    ConsultationReminded,
    ConsultationWithdrawn,
    ExpertConsulted,
    Fact,
    LetterBounced,
    LetterQuarantined,
    ManyChanged,
    NoteWritten,
    OtherTicketMerged,
    ParticipantsChanged,
    RequesterAsked,
    ReviewAsked,
    ReviewDue,
    StrangerWrote,
    TagChanged,
    TicketAnswered,
    TicketAssigned,
    TicketClassified,
    TicketClosed,
    TicketMerged,
    TicketOpened,
    TicketRated,
    TicketReleased,
    TicketReopened,
    TicketReplied,
    TicketRestored,
    TicketShared,
    TicketTagged,
    TicketTaken,
    TicketUnmerged,
    TicketWoken,
    TopicChanged,
    WaitBegun,
)
from helpdesk.kit.fulltext import marks
from helpdesk.kit.journal import Happening
from helpdesk.kit.transaction import Reactions
from helpdesk.knowledge.queries.filed import articles_under
from helpdesk.notifications.operations import hold, tell, tell_authors, tell_experts
from helpdesk.tickets.queries import consultation_documents as consultations
from helpdesk.tickets.queries import documents as tickets
from helpdesk.tickets.queries.filed import tickets_under
from helpdesk.tickets.queries.tags import tickets_tagged

F = TypeVar("F", bound=Fact)
Reaction = Callable[[Happening], None]


def on(kind: type[F], *verbs: Callable[[F, Actor, datetime], None]) -> tuple[type[Fact], tuple[Reaction, ...]]:
    """One row of the table: what is done after a fact, in this order, each verb called with fact, actor and now."""

    def reaction(verb: Callable[[F, Actor, datetime], None]) -> Reaction:
        return lambda happening: verb(cast("F", happening.fact), happening.actor, happening.now)

    return kind, tuple(reaction(verb) for verb in verbs)


def mark_for_index(fact: Fact, _actor: Actor, now: datetime) -> None:
    """What the fact is about is read anew into the search index."""
    marks.mark([fact.subject], now)


def mark_ticket(fact: Fact, _actor: Actor, now: datetime) -> None:
    """The ticket is read anew into the search index: what those who ask find of it, and what the desk finds."""
    marks.mark([(kind, fact.subject[1]) for kind in (tickets.KIND, tickets.DESK_KIND)], now)


def mark_filed(fact: TopicChanged, _actor: Actor, now: datetime) -> None:
    """Documents are filed under the topic above theirs too: where that is another one now, they are read anew."""
    if fact.parent_from == fact.parent_to:
        return
    marks.mark([("article", id_) for id_ in articles_under(fact.code)], now)
    marks.mark([(kind, id_) for id_ in tickets_under(fact.code) for kind in (tickets.KIND, tickets.DESK_KIND)], now)


class OfConsultation(Protocol):
    """A fact about a question to an expert."""

    @property
    def consultation_id(self) -> int:
        """Which one."""


def mark_tagged(fact: TagChanged, _actor: Actor, now: datetime) -> None:
    """The desk finds the tickets that have the tag by its new name."""
    marks.mark([(tickets.DESK_KIND, ticket_id) for ticket_id in tickets_tagged(fact.subject[1])], now)


def mark_consultation(fact: OfConsultation, _actor: Actor, now: datetime) -> None:
    """The question to an expert is read anew into the search index, as its expert finds it."""
    marks.mark([(consultations.KIND, fact.consultation_id)], now)


REACTIONS: Reactions = dict(
    (
        on(AddressUndeliverable, tell.tell_owners_of_dead_address, tell_experts.tell_advisers_of_dead_address),
        on(AnswerUndelivered, tell.tell_answerer),
        on(ArticleArchived, mark_for_index),
        on(ArticleMadeOfTicket, tell.tell_of_article),
        on(ArticlePublished, mark_for_index, tell_authors.tell_of_publication),
        on(ArticleReviewed, mark_for_index),
        on(ArticleSentBack, tell_authors.tell_of_sending_back),
        on(ConsultationAccepted, mark_ticket, mark_consultation),
        on(ConsultationAnswered, mark_ticket, mark_consultation, tell_experts.tell_adviser_of_answer),
        on(ConsultationContinued, mark_ticket, mark_consultation, tell_experts.tell_the_other),
        on(ConsultationDeclined, mark_ticket, mark_consultation, tell_experts.tell_adviser_of_refusal),
        on(ConsultationExpired, mark_ticket, mark_consultation, tell_experts.tell_adviser_of_silence),
        on(ConsultationReminded, mark_ticket, mark_consultation, tell_experts.remind_expert),
        on(ConsultationWithdrawn, mark_ticket, mark_consultation, tell_experts.tell_expert_of_withdrawal),
        on(ExpertConsulted, mark_ticket, mark_consultation, tell_experts.ask_expert),
        on(LetterBounced, tell.tell_owner_of_bounce),
        on(LetterQuarantined, tell.tell_administrators_of_quarantine),
        on(ManyChanged, hold.hold_letters),
        on(NoteWritten, mark_ticket),
        on(OtherTicketMerged, mark_ticket, tell.tell_owner_of_joining),
        on(ParticipantsChanged, mark_ticket, tell.tell_colleagues_let_in, tell.tell_requester_of_colleagues),
        on(RequesterAsked, mark_ticket, tell.send_question_back),
        on(ReviewAsked, tell_authors.ask_reviewers),
        on(ReviewDue, mark_for_index, tell_authors.remind_owner),
        on(StrangerWrote, mark_ticket, tell.tell_owner_of_stranger),
        on(TagChanged, mark_tagged),
        on(TicketAnswered, mark_ticket, tell.send_answer),
        on(TicketAssigned, mark_ticket, tell.tell_new_owner, tell.tell_former_owner),
        on(TicketClassified, mark_ticket),
        on(TicketClosed, mark_ticket, tell.tell_of_closing),
        on(TicketMerged, mark_ticket, tell.tell_of_merging),
        on(TicketOpened, mark_ticket, tell.acknowledge),
        on(TicketRated, mark_ticket),
        on(TicketReleased, mark_ticket),
        on(TicketReopened, mark_ticket, tell.tell_owner_of_reopening),
        on(TicketReplied, mark_ticket, tell.tell_owner_of_reply),
        on(TicketRestored, mark_ticket, hold.take_back),
        on(TicketShared, mark_ticket),
        on(TicketTagged, mark_ticket),
        on(TicketTaken, mark_ticket, tell.tell_former_owner),
        on(TicketUnmerged, mark_ticket, tell.tell_of_parting),
        on(TicketWoken, mark_ticket),
        on(TopicChanged, mark_filed),
        on(WaitBegun, mark_ticket),
    )
)
"""Every fact stands here or among the silent ones of `tests/house/test_rule_book.py`."""
