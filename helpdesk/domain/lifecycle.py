"""A ticket's statuses and moves: one table for web, mail, API and jobs alike (`product.md`, "Ticket")."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.domain.errors import N_, MoveError, ReopenTooLateError
from helpdesk.domain.permissions import Permission

REOPEN_WITHIN = timedelta(days=30)
"""How long after closing a requester's reply opens the ticket again; later it starts a new, linked one."""


class Status(StrEnum):
    """Fixed here; the words that people see for them are texts."""

    NEW = "new"
    OPEN = "open"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_EXPERT = "waiting_expert"
    WAITING_OTHER = "waiting_other"
    ANSWERED = "answered"
    CLOSED = "closed"


class Move(StrEnum):
    """What can happen to a ticket's status."""

    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    ASK_REQUESTER = "ask_requester"
    REQUESTER_REPLIES = "requester_replies"
    CONSULT = "consult"
    EXPERT_ACCEPTS = "expert_accepts"
    EXPERT_DECLINES = "expert_declines"
    EXPERT_ANSWERS = "expert_answers"
    WAIT_FOR_OTHER = "wait_for_other"
    WAKE = "wake"
    ANSWER = "answer"
    CLOSE = "close"
    HAND_OVER = "hand_over"
    MARK_SPAM = "mark_spam"
    MERGE = "merge"
    REOPEN = "reopen"
    UNMERGE = "unmerge"
    SPLIT = "split"


class ClosingReason(StrEnum):
    """Why a ticket was closed."""

    SOLVED = "solved"
    HANDED_OVER = "handed_over"
    NO_REPLY = "no_reply"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    SPAM = "spam"


class Sharing(StrEnum):
    """Who besides the requester and the helpdesk sees the ticket."""

    PRIVATE = "private"
    COLLEAGUES = "colleagues"
    MUNICIPALITY = "municipality"


class Channel(StrEnum):
    """How the question came."""

    WEB = "web"
    MAIL = "mail"
    PHONE = "phone"
    VISIT = "visit"
    API = "api"


class Phase(StrEnum):
    """Where in the work with a technique the asker stands."""

    BEFORE_DECISION = "before_decision"
    PLAN = "plan"
    INTRODUCE = "introduce"
    MANAGE = "manage"
    FOLLOW_UP = "follow_up"


PHASE_NAMES: Mapping[Phase, str] = {
    Phase.BEFORE_DECISION: N_("Before a decision"),
    Phase.PLAN: N_("Planning"),
    Phase.INTRODUCE: N_("Introducing"),
    Phase.MANAGE: N_("Managing"),
    Phase.FOLLOW_UP: N_("Following up"),
}
"""What people read for the phases; translated where they are shown."""


REQUESTER_REASONS = frozenset({ClosingReason.SOLVED, ClosingReason.WITHDRAWN})
"""The closing reasons that a requester can give for a ticket of their own."""

S, M, P = Status, Move, Permission
WAITING = frozenset({S.WAITING_REQUESTER, S.WAITING_EXPERT, S.WAITING_OTHER})
"""Statuses that carry a wake-up date."""
UNANSWERED = frozenset({S.NEW, S.OPEN}) | WAITING
"""O in the table of `product.md`."""
ACTIVE = UNANSWERED | {S.ANSWERED}


def _all_to(statuses: Iterable[Status], to: Status) -> dict[Status, Status]:
    return dict.fromkeys(statuses, to)


def _stay(statuses: Iterable[Status]) -> dict[Status, Status]:
    return {status: status for status in statuses}


_TAKEN = {**_stay(Status), S.NEW: S.OPEN}
_EXPERT_DONE = {**_stay(Status), **_all_to(UNANSWERED, S.OPEN)}

TRANSITIONS: Mapping[Move, Mapping[Status, Status]] = {
    M.TAKE: _TAKEN,
    M.ASSIGN: _TAKEN,
    M.RELEASE: {S.OPEN: S.NEW},
    M.ASK_REQUESTER: _all_to(ACTIVE, S.WAITING_REQUESTER),
    M.REQUESTER_REPLIES: {
        **_stay((S.NEW, S.OPEN, S.WAITING_EXPERT, S.WAITING_OTHER)),
        **_all_to((S.WAITING_REQUESTER, S.ANSWERED, S.CLOSED), S.OPEN),
    },
    M.CONSULT: _all_to(ACTIVE, S.WAITING_EXPERT),
    M.EXPERT_ACCEPTS: _stay(Status),
    M.EXPERT_DECLINES: _EXPERT_DONE,
    M.EXPERT_ANSWERS: _EXPERT_DONE,
    M.WAIT_FOR_OTHER: _all_to(UNANSWERED, S.WAITING_OTHER),
    M.WAKE: _all_to(WAITING, S.OPEN),
    M.ANSWER: _all_to(ACTIVE, S.ANSWERED),
    M.CLOSE: _all_to(ACTIVE, S.CLOSED),
    M.HAND_OVER: _all_to(ACTIVE, S.CLOSED),
    M.MARK_SPAM: _all_to(ACTIVE, S.CLOSED),
    M.MERGE: _all_to(ACTIVE, S.CLOSED),
    M.REOPEN: {S.CLOSED: S.OPEN},
    M.UNMERGE: {S.CLOSED: S.OPEN},
    M.SPLIT: _stay(Status),
}

PERMISSION: Mapping[Move, Permission] = {
    M.TAKE: P.TICKET_ASSIGN,
    M.ASSIGN: P.TICKET_ASSIGN,
    M.RELEASE: P.TICKET_RELEASE,
    M.ASK_REQUESTER: P.TICKET_ANSWER,
    M.REQUESTER_REPLIES: P.TICKET_REPLY,
    M.CONSULT: P.TICKET_CONSULT,
    M.EXPERT_ACCEPTS: P.CONSULTATION_ANSWER,
    M.EXPERT_DECLINES: P.CONSULTATION_ANSWER,
    M.EXPERT_ANSWERS: P.CONSULTATION_ANSWER,
    M.WAIT_FOR_OTHER: P.TICKET_WAIT,
    M.WAKE: P.TICKET_WAIT,
    M.ANSWER: P.TICKET_ANSWER,
    M.CLOSE: P.TICKET_CLOSE,
    M.HAND_OVER: P.TICKET_HANDLE,
    M.MARK_SPAM: P.TICKET_HANDLE,
    M.MERGE: P.TICKET_HANDLE,
    M.REOPEN: P.TICKET_REOPEN,
    M.UNMERGE: P.TICKET_HANDLE,
    M.SPLIT: P.TICKET_HANDLE,
}
"""What the actor of a move must be allowed."""

_CONSULTATION_ENDS = frozenset({M.EXPERT_DECLINES, M.EXPERT_ANSWERS})


def after(status: Status, move: Move, *, is_last_consultation: bool = True) -> Status:
    """The status that `move` leads to from `status`.

    An expert's answer or refusal opens the ticket only when it was the last open consultation (`is_last_consultation`).
    Raises MoveError where the table has no such move.
    """
    try:
        to = TRANSITIONS[move][status]
    except KeyError:
        raise MoveError from None
    return status if move in _CONSULTATION_ENDS and not is_last_consultation else to


def may(status: Status, move: Move) -> bool:
    """Whether the table has the move from this status."""
    return status in TRANSITIONS[move]


def is_within_reopening(closed_at: datetime, now: datetime) -> bool:
    """Whether a requester can still open the ticket again."""
    return now - closed_at <= REOPEN_WITHIN


def require_reopening(closed_at: datetime | None, now: datetime) -> None:
    """Go on, or raise ReopenTooLateError when a requester is too late to open the ticket again."""
    if closed_at is not None and not is_within_reopening(closed_at, now):
        raise ReopenTooLateError
