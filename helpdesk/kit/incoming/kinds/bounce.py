"""Delivery reports in the form of RFC 3464, and of RFC 6533 for addresses beyond ASCII."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from email.parser import HeaderParser
from itertools import islice

from helpdesk.kit.incoming.kinds.fields import (
    children,
    content_type,
    field,
    inner_text,
    one_line,
    parameter,
    part_text,
    parts,
)
from helpdesk.kit.incoming.letter import Bounce, BounceKind

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED_TYPES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
"""Parts that hold the letter, or its head, that the report is about."""
LONGEST_DIAGNOSIS = 500
"""Characters of it that are kept; a server's reply has at most 512 octets (RFC 5321, section 4.5.3.1.5)."""
MOST_BLOCKS = 1_000
"""Groups of fields that are read: one a recipient, and a letter of ours has one."""
LONGEST_ID = 998
"""Characters of a Message-ID: those of a line (RFC 5322, section 2.1.1)."""

KIND_OF_ACTION: Mapping[str, BounceKind] = {
    "failed": BounceKind.FAILED,
    "delayed": BounceKind.DELAYED,
    "delivered": BounceKind.DELIVERED,
    "relayed": BounceKind.DELIVERED,
    "expanded": BounceKind.DELIVERED,
}
"""Section 2.3.3 of RFC 3464."""
KIND_OF_CLASS: Mapping[str, BounceKind] = {
    "2": BounceKind.DELIVERED,
    "4": BounceKind.DELAYED,
    "5": BounceKind.FAILED,
}
"""Class of a status (RFC 3463), for reports without a known action."""
WORST_FIRST = (BounceKind.FAILED, BounceKind.DELAYED, BounceKind.DELIVERED)

STATUS = re.compile(r"(?<![\w.])([245]\.[0-7]\.\d{1,3})(?![\w.]*\d)")
"""An enhanced status code (RFC 3463)."""

_ADDRESS = re.compile(r"[^\s<>@\"'(),;:\[\]]{1,64}@[^\s<>@\"'(),;:\[\]]{1,255}")
_MESSAGE_ID = re.compile(r"^[> |\t]{0,20}Message-I[dD]:[^\S\n]{0,20}\n?[^\S\n]{0,20}<([^<>\s]{1,998})>", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def report(message: Message, *, is_from_mail_server: bool) -> Bounce | None:
    """What a report in the form of RFC 3464 says of the recipient it fares worst with; None for what is no such report.

    A status part outside a multipart/report counts when a mail server is the sender: people forward such parts. A report
    without a readable status part answers with nothing but its kind.
    """
    declared = parameter(message, "report-type") == "delivery-status" or content_type(message) in STATUS_TYPES
    if not (declared or is_from_mail_server or content_type(message) == "multipart/report"):
        return None
    status = [part for part in parts(message) if content_type(part) in STATUS_TYPES]
    blocks = islice((block for part in status for block in _blocks(part)), MOST_BLOCKS)
    found = [_of(block) for block in blocks if _is_of_recipient(block)]
    if found:
        worst = min(found, key=lambda bounce: WORST_FIRST.index(bounce.kind))
        named = next((bounce for bounce in found if bounce.recipient), worst)
        return worst if worst.recipient else replace(named, kind=worst.kind)
    return Bounce(BounceKind.FAILED) if declared or status else None


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields: the standard library splits them in one of the two types, and neither when encoded."""
    for child in children(part):
        yield child
        rest = inner_text(part, child)
        if rest.strip():
            yield from map(HeaderParser().parsestr, _BLANK_LINE.split(rest))


def _is_of_recipient(block: Message) -> bool:
    return bool(field(block, "Final-Recipient") or field(block, "Action"))


def _of(block: Message) -> Bounce:
    diagnosis = _after_type(field(block, "Diagnostic-Code"))
    status = status_in(field(block, "Status")) or status_in(diagnosis)
    words = re.split(r"[^a-z]", field(block, "Action").lower(), maxsplit=1)
    kind = KIND_OF_ACTION.get(words[0]) or KIND_OF_CLASS.get(status[:1], BounceKind.FAILED)
    addressed = (_after_type(field(block, name)) for name in ("Original-Recipient", "Final-Recipient"))
    recipient = next((each for value in addressed for each in addresses_in(value)), "")
    return Bounce(kind, recipient, status, one_line(diagnosis, LONGEST_DIAGNOSIS))


def _after_type(value: str) -> str:
    """A value without the type in front: `rfc822; anna@vik.example`, `smtp; 550 no such user`."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and len(kind) < 30 else value


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text, empty when there is none. A version or IP address is none."""
    found = STATUS.search(text)
    return found[1] if found else ""


def addresses_in(text: str) -> Iterator[str]:
    """The mail addresses in a text, in order."""
    return (found[0].rstrip(".").removeprefix("SMTP=") for found in _ADDRESS.finditer(text))


def returned_id(message: Message, text: str) -> str:
    """The Message-ID, without brackets, of the letter that a report is about; empty when it does not say.

    It stands in the letter that is returned, as a part or in the report's own `text`.
    """
    for part in parts(message):
        if content_type(part) in RETURNED_TYPES and (found := _id_of(part)):
            return found
    return _id_in(text)


def _id_of(part: Message) -> str:
    written = next((field(inner, "Message-ID") for inner in children(part)), "")
    return written.strip("<> ")[:LONGEST_ID] or _id_in(part_text(part))


def _id_in(text: str) -> str:
    found = _MESSAGE_ID.search(text)
    return one_line(found[1], LONGEST_ID) if found else ""
