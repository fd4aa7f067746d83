"""The port through which letters are fetched, whatever kind of mailbox they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

LIMIT = 35 * 1024 * 1024
"""Octets: of a larger letter only the head is kept, by whatever way it comes; many mail servers take none that is larger."""
MOST = 100 * 1024 * 1024
"""Octets: a larger letter that a mail server hands over is refused, so that its sender is told."""
TOO_LARGE = (
    f"Brevet tas inte emot: max {MOST // 1024**2} MB. Skicka filerna separat."
    f" / Not taken: at most {MOST // 1024**2} MB. Send the files separately."
)
"""What the mail server tells the sender of one. ASCII, as its replies are (RFC 5321, section 4.2)."""
HEAD_LIMIT = 1024 * 1024
"""Octets of a head."""


class MailboxError(Exception):
    """The mailbox can't be used now. Its text is the error's kind and the server's code, never its words: they may quote."""

    def __init__(self, kind: str, code: str = "") -> None:
        """`kind` is the name of an exception, `code` the server's response code ("AUTHENTICATIONFAILED"), where it gave one."""
        super().__init__(f"{kind} {code}".strip())


class LetterError(MailboxError):
    """One letter can't be fetched or moved; the others can."""


@dataclass(frozen=True, slots=True)
class MailboxLetter:
    """A letter's octets, or its head's alone; `size` is the whole letter's, in octets."""

    raw: bytes
    size: int
    is_headers_only: bool = False


class Mailbox(Protocol):
    """An open mailbox. Every method raises MailboxError, or LetterError where only the letter asked about is the trouble."""

    @property
    def uid_validity(self) -> int:
        """A letter's number means the same letter as long as this stays the same."""
        ...

    def uids(self) -> Sequence[int]:
        """The numbers of the letters that lie in it, oldest first."""
        ...

    def letter(self, uid: int) -> MailboxLetter | None:
        """The letter, unread as before; None where it is gone meanwhile."""
        ...

    def lay_done(self, uid: int) -> None:
        """Move the letter to where the ones lie that have been taken in."""
        ...

    def lay_aside(self, uid: int) -> None:
        """Move the letter to where a person looks at it."""
        ...

    def __enter__(self) -> Self:
        """Open it."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        ...
