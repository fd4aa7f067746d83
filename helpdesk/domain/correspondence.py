"""How letters about a ticket are marked, so that answers find their way back (`email.md`, section 4)."""

import re
from collections.abc import Mapping
from enum import StrEnum

_TYPED = re.compile(r"(?:(?:(?P<prefix>[A-Z]{1,8})-)?(?P<year>\d{4})-)?(?P<number>\d{1,9})")
REFERENCE = re.compile(r"\b(?P<prefix>[A-Z]{1,8})-(?P<year>\d{4})-(?P<number>\d{6,})\b")


def reference(prefix: str, year: int, number: int) -> str:
    """A ticket's number as people read it: `VT-2026-000143`; six digits, more when a year needs them."""
    return f"{prefix}-{year}-{number:06d}"


def tagged(subject: str, ticket_reference: str) -> str:
    """A letter's subject with the ticket's number in front, once."""
    tag = f"[{ticket_reference}]"
    return subject if tag in subject else f"{tag} {subject}"


def find_reference(text: str) -> str | None:
    """The first ticket number in `text`, as in a search box or a subject."""
    match = REFERENCE.search(text.upper())
    return match[0] if match else None


def meant(typed: str, prefix: str, year: int) -> tuple[str, ...]:
    """The references that somebody may mean who typed `VT-2026-000143`, `vt-2026-143`, `2026-143` or `143`.

    The likeliest first: a number alone is one of this `year`, or else of the year before. Empty for what is no number.
    """
    match = _TYPED.fullmatch(typed.strip().upper())
    if match is None:
        return ()
    years = (int(match["year"]),) if match["year"] else (year, year - 1)
    return tuple(reference(match["prefix"] or prefix, each, int(match["number"])) for each in years)


class Answers(StrEnum):
    """What a reply to a letter of ours becomes; the value stands in the signed reply address."""

    TICKET = "t"
    """A message to the other side: a reply of who asks, an answer of the desk."""
    INTERNAL = "i"
    """A note of the desk's own."""
    CONSULTATION = "c"
    """An expert's answer."""
    DIALOGUE = "d"
    """An expert's word to the adviser."""


ANSWERS: Mapping[str, Answers] = {
    "consultation_answered": Answers.INTERNAL,
    "consultation_asked": Answers.CONSULTATION,
    "consultation_continued": Answers.DIALOGUE,
    "consultation_declined": Answers.INTERNAL,
    "consultation_expired": Answers.INTERNAL,
    "consultation_reminder": Answers.CONSULTATION,
    "consultation_replied": Answers.INTERNAL,
    "consultation_withdrawn": Answers.DIALOGUE,
    "expert_unreachable": Answers.INTERNAL,
    "requester_unreachable": Answers.INTERNAL,
    "letter_bounced": Answers.INTERNAL,
    "stranger_wrote": Answers.INTERNAL,
    "ticket_assigned": Answers.INTERNAL,
    "ticket_taken_over": Answers.INTERNAL,
}
"""What replies to letters of these kinds become; to all others: TICKET."""


def answers_to(template: str) -> Answers:
    """What a reply to a letter of this kind becomes."""
    return ANSWERS.get(template, Answers.TICKET)
