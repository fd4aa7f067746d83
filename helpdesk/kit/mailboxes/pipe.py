"""A letter on standard input, as a mail server's pipe hands it over, and the exit codes that it understands (sysexits)."""

from typing import BinaryIO

from helpdesk.kit.mailboxes.growing import GrowingLetter
from helpdesk.kit.mailboxes.port import LIMIT, MOST, MailboxLetter

TAKEN = 0
TOO_LARGE = NO_LETTER = 65
"""EX_DATAERR: the mail server tells the sender, since trying again would not help."""
TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the letter, and tries again later."""
_CHUNK = 256 * 1024


def read(stream: BinaryIO, *, limit: int = LIMIT, most: int = MOST) -> MailboxLetter | None:
    """The letter, to its end, or the head of one of more than `limit` octets; None for one of more than `most`. Raises OSError."""
    with GrowingLetter(limit=limit, most=most) as growing:
        while piece := stream.read(_CHUNK):
            growing.add(piece)
            if growing.is_too_large:
                return None
        return growing.finished()
