"""A letter on standard input, as a mail server's pipe hands it over, and the exit codes that it understands (sysexits)."""

from typing import BinaryIO

from helpdesk.kit.mailboxes.port import LIMIT

TAKEN = 0
TOO_LARGE = NO_LETTER = 65
"""EX_DATAERR: the mail server tells the sender, since trying again would not help."""
TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the letter, and tries again later."""


def read(stream: BinaryIO, *, limit: int = LIMIT) -> bytes | None:
    """The letter, to its end; None for one of more than `limit` octets."""
    raw = stream.read(limit + 1)
    return None if len(raw) > limit else raw
