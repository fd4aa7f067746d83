"""Delivery reports without the form of RFC 3464: what mail servers wrote, and some still write, for people to read.

A subject alone never makes a report, nor a sentence in a letter: people write and forward both. It takes a mail server
as sender, or the null path, and words of a mail server; the less sure the one is, the surer the other has to be.
"""

import re
from email.message import Message
from enum import IntEnum

from helpdesk.kit.incoming.kinds.bounce import LONGEST_DIAGNOSIS, STATUS, addresses_in
from helpdesk.kit.incoming.kinds.bounce_phrases import (
    BEFORE_RECIPIENT,
    DELAYED,
    GENERAL,
    OPENINGS,
    RETURNED_BELOW,
    SIGNATURES,
    SUBJECTS,
)
from helpdesk.kit.incoming.kinds.fields import field, one_line
from helpdesk.kit.incoming.kinds.senders import (
    DAEMONS,
    greets,
    is_carried_on,
    is_daemon,
    is_gateway,
    is_null_path,
    is_written_by_hand,
    local_part,
)
from helpdesk.kit.incoming.letter import Bounce, BounceKind, Mailbox

LONGEST_TEXT = 16_000
"""Characters of a report that are read: its words come before what it returns."""

_SMTP_REPLY = re.compile(r"(?<![\w.])[45][0-5]\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}|<|[A-Za-z])")
_OPENING = re.compile(r"[\W_]{0,300}(\w[^\n]{0,200})")


class Trust(IntEnum):
    """How sure it is that a mail server is the sender."""

    NONE = 0
    GATEWAY = 1
    NULL_PATH = 2
    DAEMON = 3


def trust(message: Message, *, sender: Mailbox, subject: str, return_path: str | None) -> Trust:
    """How sure it is that a mail server is the sender, by its address, its name and the path that it gave."""
    written = field(message, "From")
    is_nobody = not sender.address.strip("<>")
    if is_daemon(sender, written) or field(message, "X-Failed-Recipients") or (is_nobody and return_path == ""):
        return Trust.DAEMON
    if is_null_path(return_path) or (is_nobody and (written or return_path is None)):
        return Trust.NULL_PATH
    doubtful = is_carried_on(subject) or is_written_by_hand(message)
    return Trust.GATEWAY if is_gateway(sender, written) and not doubtful else Trust.NONE


def told_in_text(
    message: Message, *, source: Trust, sender: Mailbox, to: tuple[Mailbox, ...], subject: str, text: str
) -> Bounce | None:
    """What a mail server's report in plain words says; None for what is no such report.

    `source` tells how surely a mail server wrote it, `to` are the addresses it was sent to: ours, so none of them is the
    one that could not be reached.
    """
    if source is Trust.NONE and not _begins_as_report(message, sender, subject, text):
        return None  # also from a gateway that answers under the letter's own subject
    if source is Trust.GATEWAY and greets(text):
        return None
    told = _own_words(text)
    lowered = told.lower()
    if not _is_told(source, subject.lower(), lowered, is_named=bool(field(message, "X-Failed-Recipients"))):
        return None
    is_delayed = _has(DELAYED, lowered) or _has(DELAYED, subject.lower())
    reply = _SMTP_REPLY.search(told)
    return Bounce(
        kind=BounceKind.DELAYED if is_delayed else BounceKind.FAILED,
        recipient=_recipient((field(message, "X-Failed-Recipients"), _after_marker(told), told), to),
        status=next((code for code in STATUS.findall(told) if code[0] in "45"), ""),
        diagnosis=told[reply.start() if reply else 0 :][:LONGEST_DIAGNOSIS],
    )


def _begins_as_report(message: Message, sender: Mailbox, subject: str, text: str) -> bool:
    """Whether a letter from anybody has nothing but a report's words: in its subject or address, and from its first line."""
    is_likely = _has(SUBJECTS, subject.lower()) or is_gateway(sender, field(message, "From"))
    if is_written_by_hand(message) or not is_likely:
        return False
    opening = _OPENING.match(text[:LONGEST_TEXT])
    return opening is not None and opening[1].lower().startswith(OPENINGS)


def _own_words(text: str) -> str:
    """The report without the letter that it returns, on one line."""
    read = one_line(text[:LONGEST_TEXT], LONGEST_TEXT).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    lowered = read.lower()
    if len(lowered) != len(read):  # a letter like İ is longer in lower case: places would not agree
        return read
    ends = [place + len(phrase) for phrase in RETURNED_BELOW if (place := lowered.find(phrase)) > 0]
    return read[: min(ends)] if ends else read


def _is_told(source: Trust, subject: str, text: str, *, is_named: bool) -> bool:
    if is_named or _has(SIGNATURES, text):
        return True
    general = _has(GENERAL, text) or _SMTP_REPLY.search(text) is not None
    is_headed = _has(SUBJECTS, subject)
    return (general or is_headed) if source is Trust.DAEMON else general and is_headed


def _has(phrases: tuple[str, ...], text: str) -> bool:
    return any(phrase in text for phrase in phrases)


def _after_marker(told: str) -> str:
    lowered = told.lower()
    places = [place for phrase in BEFORE_RECIPIENT if (place := lowered.find(phrase)) >= 0]
    return told[min(places) :] if places else ""


def _recipient(places: tuple[str, ...], to: tuple[Mailbox, ...]) -> str:
    """The first address in the first of the places that is neither ours nor a server's."""
    ours = {mailbox.address.lower() for mailbox in to}
    found = (each for place in places for each in addresses_in(place))
    return next((each for each in found if each.lower() not in ours and local_part(each) not in _SERVERS), "")


_SERVERS = DAEMONS | {"postmaster"}
