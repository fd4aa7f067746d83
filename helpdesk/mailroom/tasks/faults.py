"""What went wrong, as it is written down: by its kind, and never in its own words, which may hold an address or a text."""

import errno

from helpdesk.kit.db import is_away
from helpdesk.kit.mailboxes.port import MailboxError

OF_A_FILE = (IsADirectoryError, PermissionError)
"""What may ail one file while others can be read."""


class LetterFileError(Exception):
    """A letter's own file can't be read, while the store is there; its cause tells why. It will not go by."""


def is_passing(error: BaseException) -> bool:
    """Whether it is no letter's fault and will go by: the database or the store is away, the disk is full, memory is short."""
    return is_away(error) or isinstance(error, OSError | MemoryError)


def kind_of(error: BaseException) -> str:
    """The error's kind, with a server's or the operating system's code where it tells one: `OSError ENOSPC`."""
    if isinstance(error, LetterFileError) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, MailboxError):
        return str(error)
    code = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    return f"{type(error).__name__} {code}".strip()
