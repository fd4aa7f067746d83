"""Where a letter belongs: on the ticket that it answers, or on a new one (`email.md`, section 4, "Threading").

What leads to a ticket is asked for in the order of trust: a signed reply address, the Message-ID of a letter that we know,
and last the ticket's number in the subject, which anybody can guess and which therefore counts for the ticket's own people
alone. The words of a subject never lead anywhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpdesk.domain.lifecycle import REOPEN_WITHIN

_TAG = re.compile(r"\[(?P<reference>[A-Z]{1,8}-\d{4}-\d{6,9})\]", re.ASCII)
_BARE = re.compile(r"(?<![\w-])(?P<reference>[A-Z]{1,8}-\d{4}-\d{6,9})(?![\w-])", re.ASCII)
_SEARCHED = 1000
"""How many characters of a subject are looked at."""


class Lead(StrEnum):
    """What led to a ticket."""

    TOKEN = "token"  # noqa: S105  a word, no secret
    MESSAGE_ID = "message_id"
    SUBJECT = "subject"


class Place(StrEnum):
    """Where a letter goes."""

    NEW = "new"
    ADD = "add"
    NEW_LINKED = "new_linked"
    """The ticket has been closed for long: a new one that goes on from it."""
    STRANGER = "stranger"
    """On the ticket, but for the desk's eyes: its people do not know the sender."""


@dataclass(frozen=True, slots=True)
class PlaceEvidence:
    """What is known when a letter seems to be about a ticket.

    `lead` is None where nothing leads to one. `is_participant`: the sender may write on the ticket, as one who asks, handles
    or answers it. `closed_at` is when it was closed, None while it is not.
    """

    lead: Lead | None
    is_participant: bool = False
    closed_at: datetime | None = None


STRANGERS: Mapping[Lead, Place] = {
    Lead.TOKEN: Place.STRANGER,
    Lead.MESSAGE_ID: Place.STRANGER,
    Lead.SUBJECT: Place.NEW,
}
"""Where a letter goes whose sender the ticket's people do not know, by what led to the ticket."""


def place(evidence: PlaceEvidence, now: datetime) -> Place:
    """Where the letter goes."""
    if evidence.lead is None:
        return Place.NEW
    if not evidence.is_participant:
        return STRANGERS[evidence.lead]
    if evidence.closed_at is not None and now - evidence.closed_at > REOPEN_WITHIN:
        return Place.NEW_LINKED
    return Place.ADD


def tagged_reference(subject: str) -> str | None:
    """The ticket's number, in square brackets as our own letters' subjects have it, else as people write it; None without one."""
    searched = subject[:_SEARCHED].upper()
    found = _TAG.search(searched) or _BARE.search(searched)
    return found["reference"] if found else None


def without_tag(subject: str, prefix: str) -> str:
    """The subject without our own tickets' numbers in square brackets, which would stand beside the new one's; `prefix` begins them."""
    return " ".join(re.sub(rf"\[{re.escape(prefix)}-\d{{4}}-\d{{6,9}}\]", " ", subject, flags=re.ASCII).split())
