"""How letters about a ticket are marked, so that answers find their way back (`email.md`, section 4)."""

import re

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
