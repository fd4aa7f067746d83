"""Reading a kept letter again for somebody who looks at it.

A web process keeps no child for it: letters are looked at one at a time, and each is read by a fresh one.
"""

from helpdesk.domain.errors import N_, MoveError
from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.heads import read_headers_only
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.web.site import site

_HEAD_OCTETS = 256 * 1024
"""How much of a letter is looked at for its head."""


class LetterNotReadError(MoveError):
    """The letter can't be read any more."""

    sentence = N_("The letter can't be read now. Try again, or ask the operator if its file is still there.")


def head_of(raw_key: str) -> IncomingLetter | None:
    """What the letter's head says, read in this process; None where the store has lost the letter."""
    try:
        with site().files.open(raw_key) as file:
            return read_headers_only(file.read(_HEAD_OCTETS))
    except FileNotFoundError:
        return None


def whole(raw_key: str) -> IncomingLetter:
    """The whole letter. Raises LetterNotReadError."""
    try:
        with site().files.open(raw_key) as file:
            raw = file.read()
        with BoundedReader() as reader:
            return reader.read(raw)
    except (FileNotFoundError, UnreadableLetterError):
        raise LetterNotReadError from None
