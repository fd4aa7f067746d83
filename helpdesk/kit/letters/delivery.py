"""The port through which letters leave, and what may come of it."""

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Protocol

from helpdesk.kit.files.names import one_line
from helpdesk.kit.letters.compose import OutgoingLetter

_ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)")
"""Not a part of an IP address, which servers like to name as well."""
_OF_OTHERS = frozenset({"5.1.7", "5.1.8", "5.1.9"})
"""About the sender's address, or about how the letter was passed on (RFC 3463, 3.2; RFC 3886)."""
_CLOSED = frozenset({"5.0.0", "5.2.1"})
"""A mailbox that takes no letters any more, and servers that know of nothing finer."""
_NO_MAILBOX = frozenset({550, 551, 553})
"""Answers to RCPT that say that there is no such mailbox here (RFC 5321, 4.2.2)."""


class DeliveryError(Exception):
    """A letter did not leave. Its text is the server's own words in one line.

    `code` is the server's reply code, `status` its enhanced status code ("5.1.1" of RFC 3463); None where it gave none.
    """

    def __init__(self, words: str, *, code: int | None = None) -> None:
        """Clean the words: they may stand in a log or on a page."""
        super().__init__(one_line(words, limit=500))
        self.code = code
        found = _ENHANCED.search(words)
        self.status = found[0] if found else None


class TemporaryDeliveryError(DeliveryError):
    """Try again later: no connection, a time-out, a 4xx reply, or a fault in our own set-up.

    `is_unreachable` tells that the server itself is the trouble, so that other letters need not be tried now.
    `is_perhaps_taken` tells that the connection broke before the server's answer was heard: it may have the letter.
    """

    def __init__(
        self, words: str, *, code: int | None = None, is_unreachable: bool = False, is_perhaps_taken: bool = False
    ) -> None:
        """Take what the server said, whether it could be reached at all, and whether its last answer is missing."""
        super().__init__(words, code=code)
        self.is_unreachable = is_unreachable
        self.is_perhaps_taken = is_perhaps_taken


class PermanentDeliveryError(DeliveryError):
    """The server refuses this letter or its recipient for good (5xx); `is_recipient`: it was the recipient's address."""

    def __init__(self, words: str, *, code: int | None = None, is_recipient: bool = False) -> None:
        """Take what the server said, and whether it said so to the recipient's address."""
        super().__init__(words, code=code)
        self.is_recipient = is_recipient

    @property
    def is_address_dead(self) -> bool:
        """Whether no letter reaches the address: the server says so (5.1.x), or gives no reason and refuses the recipient."""
        if self.status is None:
            return self.is_recipient and self.code in _NO_MAILBOX
        return tells_dead_address(self.status)


def tells_dead_address(status: str) -> bool:
    """Whether an enhanced status code (RFC 3463) says that no letter reaches the address: not where a mailbox is only full."""
    return (status.startswith("5.1.") and status not in _OF_OTHERS) or status in _CLOSED


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one letter: `error` is None when the server has taken it."""

    letter: OutgoingLetter
    error: TemporaryDeliveryError | PermanentDeliveryError | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the letter has left."""
        return self.error is None


class Postman(Protocol):
    """Whoever takes letters away."""

    def deliver(self, letters: Iterable[OutgoingLetter]) -> Generator[Delivery, None, None]:
        """Take each letter when its turn comes and tell at once what became of it.

        The next letter is asked for only when the caller goes on, so that it can commit between two. A letter's failure
        is told, not raised, and the others are still tried.
        """
        ...

    def greet(self) -> None:
        """Go where letters are taken, hand in none, and come back. Raises DeliveryError where that can't be done."""
        ...
