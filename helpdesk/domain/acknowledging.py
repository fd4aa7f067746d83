"""When a letter is answered with a receipt, and when a sender writes too much (`email.md`, section 4, automatic mail).

RFC 3834 says what must never be answered by itself; the counts keep two machines from writing to each other all night.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MOST_PER_DAY = 5
"""Receipts to one sender in `PER_DAY`, whatever they write about."""
PER_DAY = timedelta(days=1)
MOST_LETTERS_PER_HOUR = 20
"""Letters from one sender in `PER_HOUR`; when there are more, a person looks at them before anything else happens."""
PER_HOUR = timedelta(hours=1)


class Reason(StrEnum):
    """Why a letter is or is not answered with a receipt."""

    DUE = "due"
    BOUNCE = "bounce"
    NULL_PATH = "null_path"
    AUTOMATIC = "automatic"
    LIST = "list"
    SPAM = "spam"
    OWN_ADDRESS = "own_address"
    NO_REPLY_ADDRESS = "no_reply_address"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a letter. How many receipts its sender has had is counted where they are posted.

    `is_own_address`: it came from an address that this helpdesk sends from. `is_unwanted`: it asks for no automatic answer.
    """

    is_bounce: bool = False
    has_null_path: bool = False
    is_automatic: bool = False
    is_list: bool = False
    is_spam: bool = False
    is_own_address: bool = False
    is_no_reply_address: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a receipt is sent, and why so."""

    reason: Reason

    @property
    def is_due(self) -> bool:
        """Whether it is sent."""
        return self.reason is Reason.DUE


RULES: tuple[tuple[Reason, Callable[[Evidence], bool]], ...] = (
    (Reason.BOUNCE, lambda evidence: evidence.is_bounce),
    (Reason.NULL_PATH, lambda evidence: evidence.has_null_path),
    (Reason.AUTOMATIC, lambda evidence: evidence.is_automatic),
    (Reason.LIST, lambda evidence: evidence.is_list),
    (Reason.SPAM, lambda evidence: evidence.is_spam),
    (Reason.OWN_ADDRESS, lambda evidence: evidence.is_own_address),
    (Reason.NO_REPLY_ADDRESS, lambda evidence: evidence.is_no_reply_address),
    (Reason.UNWANTED, lambda evidence: evidence.is_unwanted),
)
"""Reason and when it forbids a receipt; the first that holds is the one that is noted."""


def acknowledgement(evidence: Evidence) -> Verdict:
    """Whether the letter is answered with a receipt."""
    return Verdict(next((reason for reason, forbids in RULES if forbids(evidence)), Reason.DUE))


def is_flood(count_last_hour: int) -> bool:
    """Whether a sender of so many letters in the last `PER_HOUR`, this one too, is held for a person to look at."""
    return count_last_hour > MOST_LETTERS_PER_HOUR
