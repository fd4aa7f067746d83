"""Who may do what: one table, read top to bottom.

A permission is held through any of its rules. A rule names roles and, where the role alone is not enough, conditions on
the object that must all hold. Routes ask for the role (`may_ever`), operations for the object (`require`); the rows that
a query returns follow the same rules in SQL (`tickets/queries/visible.py`, `knowledge/queries/visible.py`), and property
tests keep them alike.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission


class TicketLike(Protocol):
    """What the rules need to know of a ticket."""

    @property
    def requester_id(self) -> int: ...
    @property
    def municipality_code(self) -> str | None: ...
    @property
    def sharing(self) -> Sharing: ...
    @property
    def participant_ids(self) -> Collection[int]: ...
    @property
    def owner_id(self) -> int | None: ...


class ConsultationLike(Protocol):
    """What the rules need to know of a question to an expert."""

    @property
    def expert_id(self) -> int | None: ...
    @property
    def municipality_code(self) -> str: ...


class ArticleLike(Protocol):
    """What the rules need to know of an article that is being written."""

    @property
    def owner_id(self) -> int: ...
    @property
    def municipality_code(self) -> str | None: ...
    @property
    def is_masking_open(self) -> bool: ...


class Audience(StrEnum):
    """Whom an article is for."""

    PUBLIC = "public"
    MUNICIPALITIES = "municipalities"
    EXPERTS = "experts"
    SKR = "skr"


Condition = Callable[[Actor, Any], bool]
"""Of an actor and a TicketLike, a ConsultationLike or an ArticleLike, as the permission's noun says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Any of `roles`, when every condition in `when` holds."""

    roles: frozenset[Role]
    when: tuple[Condition, ...] = ()


def is_own(actor: Actor, ticket: TicketLike) -> bool:
    """The actor asked."""
    return ticket.requester_id == actor.id


def is_named(actor: Actor, ticket: TicketLike) -> bool:
    """The asker has named the actor as a colleague who may see the ticket."""
    return ticket.sharing is not Sharing.PRIVATE and actor.id in ticket.participant_ids


def is_shared_at_home(actor: Actor, ticket: TicketLike) -> bool:
    """The asker shares the ticket with the whole municipality, and the actor is known to work there."""
    return (
        ticket.sharing is Sharing.MUNICIPALITY
        and actor.municipality is not None
        and ticket.municipality_code == actor.municipality
    )


def is_owner(actor: Actor, ticket: TicketLike) -> bool:
    """The actor handles the ticket."""
    return actor.id is not None and ticket.owner_id == actor.id


def is_asked(actor: Actor, consultation: ConsultationLike) -> bool:
    """The question is put to the actor, or to the actor's municipality and nobody there has taken it on."""
    if consultation.expert_id is not None:
        return consultation.expert_id == actor.id
    return actor.municipality is not None and consultation.municipality_code == actor.municipality


def is_author_at_home(actor: Actor, article: ArticleLike) -> bool:
    """The actor answers for the article, or works in the model municipality that writes it."""
    if article.owner_id == actor.id:
        return True
    return actor.municipality is not None and article.municipality_code == actor.municipality


def is_masked(_actor: Actor, article: ArticleLike) -> bool:
    """Nobody can be recognised in the article any more, as a second person has confirmed where it was made of a ticket."""
    return not article.is_masking_open


def allow(*roles: Role, when: tuple[Condition, ...] = ()) -> Rule:
    """Write a rule as a sentence: `allow(Role.REQUESTER, when=(is_own,))`."""
    return Rule(frozenset(roles), when)


R = Role
DESK = (R.ADVISER, R.COORDINATOR)
"""Those who handle tickets."""
PEOPLE = (R.REQUESTER, R.MUNICIPAL_CONTACT, R.EXPERT, R.ADVISER, R.COORDINATOR, R.ADMINISTRATOR)
"""Everyone with an account: whoever has one can also ask."""
ALL = (R.VISITOR, *PEOPLE)

_OWN = allow(*PEOPLE, when=(is_own,))
_NAMED = allow(*PEOPLE, when=(is_named,))
_AT_HOME = allow(R.REQUESTER, R.MUNICIPAL_CONTACT, when=(is_shared_at_home,))

RULES: Mapping[Permission, tuple[Rule, ...]] = {
    Permission.ABSENCE_OWN: (allow(R.EXPERT, *DESK),),
    Permission.ACCOUNT_ADMINISTER: (allow(R.ADMINISTRATOR),),
    Permission.ACCOUNT_CONFIRM: (allow(R.MUNICIPAL_CONTACT),),
    Permission.ACCOUNT_INVITE: (allow(R.ADMINISTRATOR, R.SYSTEM),),
    Permission.ADMINISTRATION_READ: (allow(R.COORDINATOR, R.ADMINISTRATOR),),
    Permission.ARTICLE_OWN: (allow(R.EXPERT, *DESK),),
    Permission.ARTICLE_PUBLISH: (allow(*DESK),),
    Permission.ARTICLE_RATE: (allow(*ALL),),
    Permission.ARTICLE_READ: (allow(*ALL),),
    Permission.ARTICLE_WRITE: (allow(*DESK), allow(R.EXPERT, when=(is_author_at_home, is_masked))),
    Permission.CANNED_REPLY_WRITE: (allow(*DESK),),
    Permission.CONSULTATION_ANSWER: (allow(R.EXPERT, when=(is_asked,)),),
    Permission.CONSULTATION_READ: (allow(R.EXPERT, when=(is_asked,)),),
    Permission.DEMO_READ: (allow(*ALL),),
    Permission.EXPERTISE_OWN: (allow(R.EXPERT),),
    Permission.EXPERTISE_READ: (allow(R.EXPERT, *DESK),),
    Permission.JOURNAL_READ: (allow(R.ADMINISTRATOR),),
    Permission.LETTER_DECIDE: (allow(*DESK),),
    Permission.LETTER_FILE: (allow(*DESK, R.SYSTEM),),
    Permission.LETTER_TEXT_WRITE: (allow(R.COORDINATOR, R.ADMINISTRATOR),),
    Permission.MAILBOX_MANAGE: (allow(R.ADMINISTRATOR, R.SYSTEM),),
    Permission.MUNICIPALITY_MANAGE: (allow(R.COORDINATOR, R.ADMINISTRATOR),),
    Permission.NOTICE_OWN: (allow(*PEOPLE),),
    Permission.PAGE_READ: (allow(*ALL),),
    Permission.PROFILE_EDIT: (allow(*PEOPLE),),
    Permission.QUEUE_READ: (allow(*DESK),),
    Permission.REPORT_READ: (allow(*DESK),),
    Permission.SESSION_OPEN: (allow(*ALL),),
    Permission.SETTINGS_CHANGE: (allow(R.ADMINISTRATOR),),
    Permission.STAFF_MANAGE: (allow(R.COORDINATOR),),
    Permission.TAG_MANAGE: (allow(R.COORDINATOR),),
    Permission.TICKET_ANSWER: (allow(*DESK),),
    Permission.TICKET_ASK: (allow(*ALL),),
    Permission.TICKET_ASSIGN: (allow(*DESK, R.SYSTEM),),
    Permission.TICKET_CLASSIFY: (allow(*DESK, R.SYSTEM),),
    Permission.TICKET_CLOSE: (allow(*DESK, R.SYSTEM), _OWN),
    Permission.TICKET_CONSULT: (allow(*DESK, R.SYSTEM),),
    Permission.TICKET_FOLLOW: (allow(*PEOPLE),),
    Permission.TICKET_HANDLE: (allow(*DESK),),
    Permission.TICKET_INVOLVE: (allow(*DESK),),
    Permission.TICKET_LINK: (allow(*DESK),),
    Permission.TICKET_NOTE: (allow(*DESK),),
    Permission.TICKET_RATE: (_OWN,),
    Permission.TICKET_READ: (allow(*DESK, R.SYSTEM), _OWN, _NAMED, _AT_HOME),
    Permission.TICKET_REGISTER: (allow(*DESK),),
    Permission.TICKET_RELEASE: (allow(R.COORDINATOR), allow(R.ADVISER, when=(is_owner,))),
    Permission.TICKET_REOPEN: (allow(*DESK), _OWN),
    Permission.TICKET_REPLY: (_OWN, _NAMED, _AT_HOME),
    Permission.TICKET_REUSE: (allow(*DESK),),
    Permission.TICKET_SHARE: (_OWN,),
    Permission.TICKET_TAG: (allow(*DESK),),
    Permission.TICKET_TIME: (allow(*DESK),),
    Permission.TICKET_WAIT: (allow(*DESK, R.SYSTEM),),
    Permission.TOPIC_MANAGE: (allow(R.COORDINATOR, R.ADMINISTRATOR),),
    Permission.VIEW_MANAGE: (allow(R.COORDINATOR),),
    Permission.VIEW_OWN: (allow(*DESK),),
}

AUDIENCES: Mapping[Role, frozenset[Audience]] = {
    R.VISITOR: frozenset({Audience.PUBLIC}),
    R.REQUESTER: frozenset({Audience.PUBLIC, Audience.MUNICIPALITIES}),
    R.MUNICIPAL_CONTACT: frozenset({Audience.PUBLIC, Audience.MUNICIPALITIES}),
    R.EXPERT: frozenset({Audience.PUBLIC, Audience.MUNICIPALITIES, Audience.EXPERTS}),
    R.ADVISER: frozenset(Audience),
    R.COORDINATOR: frozenset(Audience),
    R.ADMINISTRATOR: frozenset({Audience.PUBLIC, Audience.MUNICIPALITIES}),
    R.SYSTEM: frozenset({Audience.PUBLIC}),
}
"""Which articles a role reads: the same set filters the pages, the search engine, its counts and its suggestions."""


def audiences_of(actor: Actor) -> frozenset[Audience]:
    """All audiences that the actor belongs to."""
    return frozenset().union(*(AUDIENCES[role] for role in actor.roles))


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's role can hold the permission for some object."""
    return any(rule.roles & actor.roles for rule in RULES[permission])


READING: Mapping[str, Permission] = {
    "article": Permission.ARTICLE_WRITE,
    "consultation": Permission.CONSULTATION_READ,
    "ticket": Permission.TICKET_READ,
}
"""By a permission's noun: what makes the object known to the actor at all. Of an article it is about its drafts."""


def allows(actor: Actor, permission: Permission, thing: TicketLike | ConsultationLike | ArticleLike) -> bool:
    """Whether the actor holds the permission for this ticket, consultation or article, as the permission's noun says."""
    return any(
        rule.roles & actor.roles and all(holds(actor, thing) for holds in rule.when) for rule in RULES[permission]
    )


def require(actor: Actor, permission: Permission, thing: TicketLike | ConsultationLike | ArticleLike) -> None:
    """Go on, or raise: HiddenError when the object is not even readable, ForbiddenError when it is."""
    if allows(actor, permission, thing):
        return
    reading = READING[permission.partition(":")[0]]
    raise ForbiddenError if allows(actor, reading, thing) else HiddenError


def require_role(actor: Actor, permission: Permission) -> None:
    """Go on where the actor's role can hold the permission at all, or raise ForbiddenError."""
    if not may_ever(actor, permission):
        raise ForbiddenError
