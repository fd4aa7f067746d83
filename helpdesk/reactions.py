"""Who reacts to which fact. Reactions only write rows: letters, notices, index marks."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    ArticlePublished,
    Fact,
    RequesterAsked,
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
from helpdesk.notifications.operations import tell

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
        on(ArticlePublished, mark_for_index),
        on(RequesterAsked, tell.send_question_back),
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
