"""When a published article wants somebody's attention: its review date, what its readers say, its second reader.

Source: `product.md`, "Knowledge base": review by (obligatory) with reminder; feedback goes to the owner's list; an article
made of a ticket is published when a second person has confirmed that nobody can be recognised.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

REMIND_BEFORE = timedelta(days=14)
"""So long before the review date its owner is reminded."""
SOON = timedelta(days=30)
"""So long before the review date it stands in the list of articles to look over: a month can be planned."""
FEWEST_RATINGS = 3
"""Fewer say nothing about an article."""


def is_due_for_reminder(review_by: date, reminded_on: date | None, today: date) -> bool:
    """Whether the owner is to be reminded on the day `today`; `reminded_on` is the review date that they know of."""
    return review_by <= today + REMIND_BEFORE and reminded_on != review_by


def is_low(useful: int, ratings: int) -> bool:
    """Whether readers find little use in an article: under half of at least three."""
    return ratings >= FEWEST_RATINGS and useful * 2 < ratings


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed the masking of an article, and when."""

    by: int
    at: datetime


def is_masking_settled(
    confirmation: Confirmation | None, insiders: Collection[int], submitted_at: datetime | None, *, was_published: bool
) -> bool:
    """Whether an article made of a ticket may be read by others, as far as its masking goes.

    Before it is published the first time, somebody who is none of the `insiders` (who made it, who wrote in it) has confirmed
    the text as it was sent to review at `submitted_at`. What readers have seen once is not confirmed again.
    """
    if confirmation is None:
        return False
    if was_published:
        return True
    return confirmation.by not in insiders and submitted_at is not None and confirmation.at >= submitted_at
