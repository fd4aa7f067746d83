"""Notices: what people are told of, and how they can choose to be told. One table, read top to bottom.

An event has the name of the letter that tells of it. What answers a person's own question always comes by mail at once:
nobody may miss it by a choice made long ago. Letters that hold a one-time link, and the receipt for a question, are no
notices: whoever gets them has just asked for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import SWEDEN


class ByMail(StrEnum):
    """When a letter is sent."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class Group(StrEnum):
    """Events that belong together where they are chosen."""

    ASKING = "asking"
    HANDLING = "handling"
    EXPERTISE = "expertise"
    WRITING = "writing"
    ADMINISTERING = "administering"


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody is told of an event."""

    is_on_web: bool = True
    by_mail: ByMail = ByMail.AT_ONCE


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people are told of.

    `line` says it in a list, beside the name of what it is about; `needed` is what a reader's role must be able to hold to
    be told of it at all. `is_letter_fixed`: the letter leaves at once, whatever is chosen. `is_news`: it is nothing that its
    reader has asked, been asked, or has to do; mail programs may offer to turn it off in one click.
    """

    line: str
    group: Group
    needed: Permission
    default: Choice = Choice()
    is_letter_fixed: bool = False
    is_news: bool = False


A, H, X, W, M = Group.ASKING, Group.HANDLING, Group.EXPERTISE, Group.WRITING, Group.ADMINISTERING
P = Permission

EVENTS: Mapping[str, Event] = {
    "answer": Event(N_("You have got an answer"), A, P.TICKET_FOLLOW, is_letter_fixed=True),
    "question_back": Event(N_("We need to know more from you"), A, P.TICKET_FOLLOW, is_letter_fixed=True),
    "ticket_closed": Event(N_("We have closed your ticket"), A, P.TICKET_FOLLOW, is_letter_fixed=True),
    "ticket_merged": Event(N_("Your ticket is merged with another"), A, P.TICKET_FOLLOW, is_letter_fixed=True),
    "ticket_unmerged": Event(N_("Your ticket goes on by itself again"), A, P.TICKET_FOLLOW, is_letter_fixed=True),
    "let_in": Event(N_("You can see a colleague's ticket"), A, P.TICKET_FOLLOW, is_news=True),
    "colleague_let_in": Event(N_("A colleague can see your ticket"), A, P.TICKET_FOLLOW),
    "article_begun": Event(N_("The answer to your question becomes an article"), A, P.TICKET_FOLLOW),
    "ticket_assigned": Event(N_("You have been given a ticket"), H, P.QUEUE_READ),
    "ticket_taken_over": Event(N_("Somebody else has taken over your ticket"), H, P.QUEUE_READ),
    "ticket_replied": Event(N_("New message in a ticket that you handle"), H, P.QUEUE_READ),
    "ticket_reopened": Event(N_("A ticket that you handled is open again"), H, P.QUEUE_READ),
    "requester_unreachable": Event(N_("Letters don't reach somebody whose ticket you handle"), H, P.QUEUE_READ),
    "expert_unreachable": Event(N_("Letters don't reach an expert whom you have asked"), H, P.TICKET_CONSULT),
    "answer_undelivered": Event(N_("Your answer to a letter did not arrive"), H, P.LETTER_DECIDE),
    "letter_bounced": Event(N_("A letter about a ticket that you handle came back"), H, P.QUEUE_READ),
    "stranger_wrote": Event(N_("Somebody unknown has written on a ticket that you handle"), H, P.QUEUE_READ),
    "consultation_answered": Event(N_("An expert has answered"), H, P.TICKET_CONSULT),
    "consultation_replied": Event(N_("An expert has written to you"), H, P.TICKET_CONSULT),
    "consultation_declined": Event(N_("An expert has said no"), H, P.TICKET_CONSULT),
    "consultation_expired": Event(N_("No expert has taken on your question"), H, P.TICKET_CONSULT),
    "consultation_asked": Event(N_("You have a question as an expert"), X, P.CONSULTATION_ANSWER),
    "consultation_continued": Event(N_("The adviser has written to you"), X, P.CONSULTATION_ANSWER),
    "consultation_reminder": Event(N_("A question to you is to be answered soon"), X, P.CONSULTATION_ANSWER),
    "consultation_withdrawn": Event(N_("A question to you has been withdrawn"), X, P.CONSULTATION_ANSWER),
    "review_asked": Event(N_("An article waits for your review"), W, P.ARTICLE_PUBLISH, is_news=True),
    "sent_back": Event(N_("Your article needs changes"), W, P.ARTICLE_OWN),
    "published": Event(N_("Your article is published"), W, P.ARTICLE_OWN, is_news=True),
    "review_due": Event(N_("It is time to go through your article"), W, P.ARTICLE_OWN),
    "letter_quarantined": Event(N_("A letter could not be read or filed"), M, P.MAILBOX_MANAGE),
}

DIGEST = "digest"
"""The letter with a day's notices; itself no event."""
DIGEST_AT = time(7)
"""When a working day's digest is closed, in Sweden: before most people begin to work."""

KEEP_READ = timedelta(days=90)
"""How long a notice that was read is kept: long enough to find again what one remembers of the last quarter."""
KEEP_ALL = timedelta(days=180)
"""How long any notice is kept: what nobody has read in half a year tells of what is long settled."""


def events_for(actor: Actor) -> Mapping[str, Event]:
    """The events that the actor's roles can be told of, in the order of the table."""
    return {name: event for name, event in EVENTS.items() if access.may_ever(actor, event.needed)}


def is_letter_chosen(name: str) -> bool:
    """Whether people can choose if and when they get this letter."""
    event = EVENTS.get(name)
    return name == DIGEST or (event is not None and not event.is_letter_fixed)


def is_subscription(name: str) -> bool:
    """Whether the letter is one that people follow something by, and leave in one click (RFC 8058; `email.md`, section 4).

    What somebody wrote to its reader, and what their own tickets and questions need, is none.
    """
    event = EVENTS.get(name)
    return name == DIGEST or (event is not None and event.is_news)


def digest_ends(day: date) -> datetime:
    """Until when notices stand in the digest of `day`; what comes later stands in the next one."""
    return datetime.combine(day, DIGEST_AT, SWEDEN)
