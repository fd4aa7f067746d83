"""When a requester can say how good an answer was."""

from datetime import datetime

from helpdesk.domain.lifecycle import ClosingReason, Status, is_within_reopening

RATINGS = range(1, 6)
"""From very dissatisfied to very satisfied."""
NOTHING_TO_RATE = frozenset({ClosingReason.WITHDRAWN, ClosingReason.SPAM, ClosingReason.DUPLICATE})
"""Closed for these reasons, a ticket has no answer of its own."""


def may_be_rated(status: Status, reason: ClosingReason | None, closed_at: datetime | None, now: datetime) -> bool:
    """Whether a ticket can be rated, or its rating changed: while answered, and for thirty days after it closed."""
    if status is Status.ANSWERED:
        return True
    if status is not Status.CLOSED or reason in NOTHING_TO_RATE:
        return False
    return closed_at is None or is_within_reopening(closed_at, now)
