"""Who reacts to which fact. Reactions only write rows: letters, notices, index marks."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    ArticleArchived,
    ArticlePublished,
    ArticleSentBack,
    ConsultationAnswered,
    ConsultationContinued,
    ConsultationDeclined,
    ConsultationExpired,
    ConsultationReminded,
    ConsultationWithdrawn,
    ExpertConsulted,
    Fact,
    RequesterAsked,
    ReviewAsked,
    ReviewDue,
    TicketAnswered,
    TicketAssigned,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketReplied,
    TicketTaken,
)
from helpdesk.kit.fulltext import marks
from helpdesk.kit.journal import Happening
from helpdesk.kit.transaction import Reactions
from helpdesk.notifications.operations import tell, tell_authors, tell_experts

F = TypeVar("F", bound=Fact)
Reaction = Callable[[Happening], None]


def on(kind: type[F], *verbs: Callable[[F, Actor, datetime], None]) -> tuple[type[Fact], tuple[Reaction, ...]]:
    """One row of the table: what is done after a fact, in this order, each verb called with fact, actor and now."""

    def reaction(verb: Callable[[F, Actor, datetime], None]) -> Reaction:
        return lambda happening: verb(cast("F", happening.fact), happening.actor, happening.now)

    return kind, tuple(reaction(verb) for verb in verbs)


def mark_for_index(fact: Fact, _actor: Actor, now: datetime) -> None:
    """What the fact is about is read anew into the search index."""
    marks.mark(*fact.subject, now)


REACTIONS: Reactions = dict(
    (
        on(ArticleArchived, mark_for_index),
        on(ArticlePublished, mark_for_index, tell_authors.tell_of_publication),
        on(ArticleSentBack, tell_authors.tell_of_sending_back),
        on(ConsultationAnswered, tell_experts.tell_adviser_of_answer),
        on(ConsultationContinued, tell_experts.tell_the_other),
        on(ConsultationDeclined, tell_experts.tell_adviser_of_refusal),
        on(ConsultationExpired, tell_experts.tell_adviser_of_silence),
        on(ConsultationReminded, tell_experts.remind_expert),
        on(ConsultationWithdrawn, tell_experts.tell_expert_of_withdrawal),
        on(ExpertConsulted, tell_experts.ask_expert),
        on(RequesterAsked, tell.send_question_back),
        on(ReviewAsked, tell_authors.ask_reviewers),
        on(ReviewDue, tell_authors.remind_owner),
        on(TicketAnswered, tell.send_answer),
        on(TicketAssigned, tell.tell_new_owner, tell.tell_former_owner),
        on(TicketClosed, tell.tell_of_closing),
        on(TicketOpened, tell.acknowledge),
        on(TicketReopened, tell.tell_owner_of_reopening),
        on(TicketReplied, tell.tell_owner_of_reply),
        on(TicketTaken, tell.tell_former_owner),
    )
)
"""Every fact stands here or among the silent ones of `tests/house/test_rule_book.py`."""
