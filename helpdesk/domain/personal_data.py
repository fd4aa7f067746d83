"""Personal numbers in text: found and stopped before they are stored.

Form and check digit of personnummer and samordningsnummer: Skatteverket, SKV 704 (date of birth, a birth number and
a check digit by the Luhn algorithm; in a samordningsnummer 60 is added to the day). Numbers of organisations are let
through: their third digit is at least 2, so that they are no dates.
"""

import re
from dataclasses import dataclass
from datetime import date

_CANDIDATE = re.compile(
    r"(?<!\d)(?<!\d[-‐‑–−])"  # a bullet's dash may stand in front, but not the rest of a longer number
    r"(?P<century>18|19|20)?(?P<ymd>\d{6})\s?[-+‐‑–−]?\s?(?P<last>\d{4})"
    r"(?!\d)(?![-‐‑–−]\d)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a personal number stands in a text: from `start` to before `end`."""

    start: int
    end: int


def personal_numbers(text: str) -> tuple[Found, ...]:
    """All personnummer and samordningsnummer in `text`, of 10 or 12 digits, with or without `-` or `+`."""
    return tuple(Found(*match.span()) for match in _CANDIDATE.finditer(text) if _is_personal_number(match))


def numbers_in(text: str) -> frozenset[str]:
    """Which personal numbers stand in `text`, each as its last ten digits, however it is written."""
    written = (text[found.start : found.end] for found in personal_numbers(text))
    return frozenset("".join(filter(str.isdecimal, each))[-10:] for each in written)


def masked(text: str) -> str:
    """`text` with the last four digits of every personal number hidden, for showing it back."""
    for found in reversed(personal_numbers(text)):
        text = text[: found.end - 4] + "****" + text[found.end :]
    return text


def _is_personal_number(match: re.Match[str]) -> bool:
    digits = match["ymd"] + match["last"]
    return _is_date(match["century"], match["ymd"]) and _luhn(digits)


def _is_date(century: str | None, ymd: str) -> bool:
    year, month, day = int(ymd[:2]), int(ymd[2:4]), int(ymd[4:])
    day = day - 60 if day > 60 else day
    for hundred in (century,) if century else ("19", "20"):
        try:
            date(int(hundred) * 100 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


LISTED_PERSONS = 3
"""From how many lines on a text counts as a list of persons: a couple or an asker with a colleague is none."""
_PERSON_LINE = re.compile(
    r"(?:[^\w\n]{0,4}\d{1,3}[.):])?[^\w\n]{0,4}[A-ZÅÄÖÉ][\w'-]{1,30} +[A-ZÅÄÖÉ][\w'-]{1,30}\b.{0,60}?(?<!\d)(?:19|20)?\d{2}-?[01]\d-?[0-3]\d(?!\d)"
)
_LONGEST_LINE = 300


def lists_persons(text: str) -> bool:
    """Whether the text names several persons line by line with their dates of birth, as a list of patients or residents does."""
    lines = (line for line in text.split("\n") if len(line) <= _LONGEST_LINE)
    return sum(1 for line in lines if _PERSON_LINE.match(line)) >= LISTED_PERSONS
