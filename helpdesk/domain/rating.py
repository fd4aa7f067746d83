"""When a requester can say how good an answer was."""

from datetime import datetime

from helpdesk.domain.lifecycle import Status, is_within_reopening

RATINGS = range(1, 6)
"""From very dissatisfied to very satisfied."""


def may_be_rated(status: Status, closed_at: datetime | None, now: datetime, *, was_answered: bool) -> bool:
    """Whether a ticket can be rated, or its rating changed.

    It can while it stands answered, and for thirty days after it closed if it was ever answered.
    """
    if status is Status.ANSWERED:
        return True
    return status is Status.CLOSED and was_answered and closed_at is not None and is_within_reopening(closed_at, now)
