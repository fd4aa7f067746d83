"""What can be done to many tickets at once, and for how long it can be undone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.domain.errors import N_, MoveError
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.domain.permissions import Permission

MOST = 50
"""Tickets at once: as many as a page of the queue has, so that all of them can be seen."""
LETTERS_WAIT = timedelta(minutes=5)
"""How long letters about a change to many tickets wait before they leave."""


class Bulk(StrEnum):
    """What is done; the values stand in addresses and in the journal."""

    ASSIGN = "tilldela"
    TAG = "etikett"
    CLOSE = "avsluta"


PERMISSION: Mapping[Bulk, Permission] = {
    Bulk.ASSIGN: Permission.TICKET_ASSIGN,
    Bulk.TAG: Permission.TICKET_TAG,
    Bulk.CLOSE: Permission.TICKET_CLOSE,
}
"""What it takes, on each ticket, to do it and to undo it."""

UNDO_WITHIN: Mapping[Bulk, timedelta] = {
    Bulk.ASSIGN: timedelta(minutes=30),
    Bulk.TAG: timedelta(minutes=30),
    Bulk.CLOSE: LETTERS_WAIT,
}
"""Closing can be undone only while no municipality has been told of it; later each ticket is opened again by itself."""

KEPT = timedelta(days=30)
"""How long what it takes to undo a change stays: the page of the change can be looked at as long; the journal keeps the fact."""

REASONS = (ClosingReason.SOLVED, ClosingReason.NO_REPLY, ClosingReason.WITHDRAWN, ClosingReason.SPAM)
"""Why many are closed. Who takes over a ticket, or which other one answers it, is said of each by itself."""


class UndoTooLateError(MoveError):
    """The time to undo has passed, or it is undone already."""

    sentence = N_("It is too late to undo this, or it is undone already.")


class UnchangedError(MoveError):
    """The ticket already is as it was to become."""

    sentence = N_("Nothing needs to change here.")


class ClosedAlreadyError(MoveError):
    """The ticket is closed."""

    sentence = N_("The ticket is closed already.")


class ExpertAskedError(MoveError):
    """A model municipality works on a question of the ticket."""

    sentence = N_("A model municipality has a question. Close this ticket by itself.")


def can_be_undone(verb: Bulk, made_at: datetime, now: datetime) -> bool:
    """Whether there is still time."""
    return now < made_at + UNDO_WITHIN[verb]
