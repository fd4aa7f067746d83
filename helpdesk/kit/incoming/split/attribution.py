"""The line that a mail program writes over a quotation: "Den 4 mars 2024 kl. 09:12 skrev Anna Ek <anna@vik.example>:".

Not one pattern a program, but what all of them have in common: a verb, a time or an address, a colon, and hardly a word
beside. Mail programs that are not known yet are read alike, and a person's "Den 4 mars skrev kommunen:" is no such line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from helpdesk.kit.incoming.split.languages import FIRST_WORDS, KNOWN, MONTHS, OPENING, PRONOUNS, WROTE
from helpdesk.kit.incoming.split.lines import LONGEST, Line, Mark

_MOST_LINES = 4
"""Mail programs wrap it, at 72 characters or so."""
_MOST_TRIED = 3
"""Places in a line where an attribution might begin."""
_MOST_FOREIGN = 5
"""Words of a language that is not known, between an address and a time."""
_TIME = re.compile(r"T?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:am|pm|h)?Z?", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T[\d:.+Z-]{4,20})?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d){1,2}"
    r"|\d{1,2}[-./][^\W\d]{3,5}[-./](?:\d\d){1,2}|[^\d\s]{0,3}(?:19|20)\d\d\s?[年년]\S{0,16}"
)
"""Also "11-Apr-2011", and "2026年3月3日(火)", where other languages have blanks."""
_NOISE = ".,;:!<>()[]{}\"'”“„’«»=-–—|/，、：（）［］「」\u200e\u200f\u202a\u202c"


_BRACKETS = "<(["
_MOST_IN_NAME = 8
"""Words of what a sender is called."""
_CAPITAL = re.compile(r"(?<=[ -])[^\W\d_a-zåäö][^\W\d_]{0,4}(?= )")
"""A short word in mid-line that begins with a capital letter; found too often, which is told by what is known of words."""


class Trust(IntEnum):
    """How surely a line stands over a quotation."""

    NONE = 0
    WITH_QUOTATION = 1
    """When lines marked as quoted follow."""
    IN_PARAGRAPH = 2
    """Also over unmarked text, when it does not continue a paragraph."""
    ALONE = 3


@dataclass(slots=True)
class _Found:
    """What the words of a line are."""

    verb: bool = False
    address: bool = False
    time: bool = False
    date: bool = False
    month: bool = False
    names: int = 0
    others: int = 0
    """Words in lower case that no mail program would write."""
    pronouns: int = 0


def attribution(lines: Sequence[Line], last: int) -> tuple[int, Trust]:
    """Where the attribution that ends in line `last` begins, and how sure that is.

    Of several beginnings the surest counts; among those, one with an opening word ("Den", "On", a weekday, a date), else
    the nearest.
    """
    best, rank = (last, Trust.NONE), (Trust.NONE, False)
    text = ""
    for start in range(last, max(last - _MOST_LINES, -1), -1):
        line = lines[start]
        if line.mark is not Mark.PLAIN or not line.bare or len(line.bare) + len(text) >= LONGEST:
            break
        text = f"{line.bare} {text}"
        trust = _trust(text)
        if trust and (trust, _opens(line.bare)) > rank:
            best, rank = (start, trust), (trust, _opens(line.bare))
        if rank == (Trust.ALONE, True):
            break
    return best


def shared_from(bare: str) -> int:
    """Where an attribution begins in a line that begins with the answer, "Ja. Den 4 mars 2024 kl. 09:12 skrev Anna:".

    -1 where the line is all one thing. Some programs leave out the line break.
    """
    opening = (found.start() for found in _CAPITAL.finditer(bare) if found[0].lower() in FIRST_WORDS)
    for place in islice(opening, _MOST_TRIED):
        before = bare[:place].strip("- ")
        if not before or any(sign in "@<:" or sign.isdigit() for sign in before):
            return -1
        if not _read(before).verb and _trust(bare[place:]) >= Trust.IN_PARAGRAPH:
            return place
    return -1


def may_end_one(line: Line) -> bool:
    """Whether it is worth looking: a line with a colon at its end, or with the verb, which some programs end it with."""
    return line.is_plain and (line.bare.endswith((":", ":-", "：")) or line.bare.rpartition(" ")[2].lower() in WROTE)


def may_stand_over_quotation(line: Line) -> bool:
    """Likewise when a quotation follows: old Gmail's "2024/3/4 Anna Ek <anna@vik.example>" has no colon."""
    return may_end_one(line) or line.bare[:1].isdigit()


def _opens(bare: str) -> bool:
    word = bare.lstrip("> ").partition(" ")[0].strip(_NOISE)
    return word.lower() in OPENING or word[:1].isdigit()


def _trust(text: str) -> Trust:
    found = _read(text)
    if found.pronouns:
        return Trust.NONE
    is_told = found.verb or (found.address and found.time and found.date and not found.others)
    if not is_told or found.others > (1 if found.address else 0):
        return _trust_of_doubtful(found)
    if found.address and (found.time or found.date):
        return Trust.ALONE
    if found.time and (found.date or found.month):
        return Trust.IN_PARAGRAPH
    return _trust_of_doubtful(found)


def _trust_of_doubtful(found: _Found) -> Trust:
    """Names and a verb, "Anna Ek skrev:", or a time without a day: only over a quotation. So it is where no verb is known."""
    is_named = found.names >= 2 and not found.others
    is_dated = (found.time or found.date or found.address) and found.others <= 2
    is_foreign = found.address and (found.others <= _MOST_FOREIGN if found.time else found.date and found.others <= 1)
    return Trust.WITH_QUOTATION if is_foreign or (found.verb and (is_named or is_dated)) else Trust.NONE


def _read(text: str) -> _Found:
    found = _Found()
    tokens = text.replace("，", "， ").replace("、", "、 ").split()
    words = [token.strip(_NOISE) for token in tokens]
    named = _display_name(words, tokens)
    for place, word in enumerate(words):
        if place not in named:
            _note(word, found)
    found.names += bool(named)
    return found


def _display_name(words: Sequence[str], tokens: Sequence[str]) -> range:
    """Which words are the name between the verb and an address: "skrev Kompetenscentrum för välfärdsteknik <info@vik.example>".

    The name stands in front of "<", after the verb or, where the verb ends the line, after the time.
    """
    at = (
        place
        for place, token in enumerate(tokens)
        if token[0] in _BRACKETS and "@" in "".join(tokens[place : place + 2])
    )
    start = end = next(at, 0)
    while start and words[start - 1].lower() not in WROTE and not words[start - 1][:1].isdigit():
        start -= 1
    is_said = any(word.lower() in WROTE for word in (words[start - 1], *words[end + 1 : end + 3])) if start else False
    is_one = start < end <= start + _MOST_IN_NAME and words[start][:1].isupper()
    return range(start, end) if is_said and is_one else range(0)


def _note(word: str, found: _Found) -> None:
    lower = word.lower()
    if "@" in word:
        found.address = True
        found.verb = found.verb or lower.rpartition(">")[2] in WROTE  # nobody left a blank there
    elif lower in WROTE or lower.partition("(")[0] in WROTE:  # "napsal(a)"
        found.verb = True
    elif word[:1].isdigit() or _TIME.fullmatch(word):
        found.time = found.time or bool(_TIME.fullmatch(word))
        found.date = found.date or bool(_DATE.fullmatch(word))
    elif lower in PRONOUNS:
        found.pronouns += 1
    elif lower in KNOWN:
        found.month = found.month or lower in MONTHS
    else:
        found.names += word[:1].isupper()
        found.others += word[:1].islower()
