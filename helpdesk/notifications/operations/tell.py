"""Tell: who gets which letter when something has happened to a ticket. Never the one who did it.

Only what a letter is about is written down here. Its text is read when it leaves, by what its reader may see then.
"""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    ArticleMadeOfTicket,
    RequesterAsked,
    TicketAnswered,
    TicketAssigned,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketReplied,
    TicketTaken,
)
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.notifications.operations.posting import others, post
from helpdesk.notifications.queries.people import people_of


def acknowledge(fact: TicketOpened, _actor: Actor, now: datetime) -> None:
    """The requester gets the number and the promised time. The one letter that goes to who acted: it is their receipt."""
    post("received", fact.subject, [people_of(fact.subject[1]).requester_id], now, message_id=fact.message_id)


def send_answer(fact: TicketAnswered, actor: Actor, now: datetime) -> None:
    """The answer reaches the requester and the colleagues whom the requester has named."""
    people = people_of(fact.subject[1])
    post("answer", fact.subject, others(actor, people.requester_id, *people.named_ids), now, message_id=fact.message_id)


def send_question_back(fact: RequesterAsked, actor: Actor, now: datetime) -> None:
    """What the adviser needs to know reaches the requester and the colleagues whom the requester has named."""
    people = people_of(fact.subject[1])
    readers = others(actor, people.requester_id, *people.named_ids)
    post("question_back", fact.subject, readers, now, message_id=fact.message_id)


def tell_owner_of_reply(fact: TicketReplied, actor: Actor, now: datetime) -> None:
    """Whoever handles the ticket learns that the asking side has written."""
    owner = people_of(fact.subject[1]).owner_id
    post("ticket_replied", fact.subject, others(actor, owner), now, message_id=fact.message_id)


def tell_new_owner(fact: TicketAssigned, actor: Actor, now: datetime) -> None:
    """Whoever was given the ticket learns of it."""
    post("ticket_assigned", fact.subject, others(actor, fact.owner_to), now, actor_id=actor.id)


def tell_former_owner(fact: TicketTaken | TicketAssigned, actor: Actor, now: datetime) -> None:
    """Whoever handled the ticket until now learns that somebody else does, so that no two go on with it."""
    if fact.owner_from != fact.owner_to:
        post("ticket_taken_over", fact.subject, others(actor, fact.owner_from), now, owner_id=fact.owner_to)


def tell_of_closing(fact: TicketClosed, actor: Actor, now: datetime) -> None:
    """The requester learns that the helpdesk has closed the ticket, and why; a sender of spam learns nothing."""
    if fact.by_requester or fact.reason == ClosingReason.SPAM:
        return
    post("ticket_closed", fact.subject, others(actor, people_of(fact.subject[1]).requester_id), now)


def tell_owner_of_reopening(fact: TicketReopened, actor: Actor, now: datetime) -> None:
    """Whoever handled the ticket learns that it goes on."""
    post("ticket_reopened", fact.subject, others(actor, people_of(fact.subject[1]).owner_id), now, actor_id=actor.id)


def tell_of_article(fact: ArticleMadeOfTicket, actor: Actor, now: datetime) -> None:
    """The requester learns that the answer is to become an article, and can object before it is published."""
    post("article_begun", fact.subject, others(actor, people_of(fact.subject[1]).requester_id), now)
