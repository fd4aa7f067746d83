"""A letter's lines, cut to the new ones. What looks like no answer at all is given back whole."""

from collections.abc import Sequence

from helpdesk.kit.incoming.split.attribution import Trust, attribution, may_end_one
from helpdesk.kit.incoming.split.headings import after_head
from helpdesk.kit.incoming.split.lines import Line, Mark, first_said
from helpdesk.kit.incoming.split.marker import is_marker
from helpdesk.kit.incoming.split.quoted import old_lines
from helpdesk.kit.incoming.split.separators import ends_new_text, is_forwarded, is_rule
from helpdesk.kit.incoming.split.signature import is_closing, without_signature

_FEW_WORDS = 5
"""Fewer than these over a letter passed on are a "För kännedom": what was passed on is what is said."""
_ANSWERS = ("svar", "kommentar", "kommenter", "skrivit", "answer", "comment", "repl", "antwort", "kommentier", "vasta")
_WHERE = (
    "i rött", "i blått", "i grönt", "med rött", "med blått", "med grönt", "röd text", "blå text", "grön text", "rödmarkera",
    "gulmarkera", "fetstil", "fet stil", "kursiv", "i texten", "i löptext", "i löpande text", "i din text", "i ditt mejl",
    "i ditt mail", "i mejlet nedan", "i mailet nedan", "direkt i mejlet", "direkt i mailet", "efter varje fråga",
    "under varje fråga", "under respektive fråga", "efter respektive fråga", "frågorna nedan", "mina svar nedan",
    "i rødt", "med rødt", "i blåt", "med blåt", "rød tekst", "blå tekst", "i teksten", "in rot", "in blau", "im text",
    "punaisella", "in red", "in blue", "in green", "in bold", "in italics", "inline", "in line", "in your text", "answers below",
)  # fmt: skip
"""A word of both says that answers stand within an old letter that no line marks as quoted."""
_MOST_ANNOUNCING = 60
"""Words of a letter whose answers stand elsewhere."""
_GAP = Line("")
"""In the place of what is cut: answers to two questions are two paragraphs."""


def cut(lines: Sequence[Line], *, is_passed_on: bool = False) -> list[Line]:
    """The lines that are new; all of them in a letter that is said to be passed on, unless it only has a signature.

    Where nothing remains, the signature is kept rather than nothing, and the whole rather than nothing.
    """
    begin = 0 if is_passed_on else _below_head(lines)
    return _cut(lines[begin:], is_passed_on=is_passed_on)


def _below_head(lines: Sequence[Line]) -> int:
    """Past the headings of the old letter that a letter begins with, where `>` marks what is quoted and answers follow."""
    place = first_said(lines, 0)
    if place == len(lines) or not ends_new_text(lines, place):
        return 0
    place = after_head(lines, place)
    below = first_said(lines, place + 1) if place < len(lines) and may_end_one(lines[place]) else place
    if below >= len(lines) or not lines[below].is_quoted:
        return 0
    return place if any(line.is_plain for line in lines[below:]) else 0


def _cut(lines: Sequence[Line], *, is_passed_on: bool) -> list[Line]:
    end = _end(lines)
    old = old_lines(lines[:end])
    new = [_GAP if place in old else line for place, line in enumerate(lines[:end])]
    signed = _trimmed(new)
    unsigned = _trimmed(_unsigned(new, max(old, default=-1) + 1))
    if is_passed_on and (old or end < len(lines)):
        return list(lines)
    if _passes_on(lines, end, old) and sum(len(line.bare.split()) for line in unsigned) < _FEW_WORDS:
        return list(lines)
    is_answered_below = any(line.is_plain for line in new[min(old, default=end) :])
    if (end < len(lines) or (old and not is_answered_below)) and _announces(unsigned):
        return list(lines)
    return unsigned or signed or list(lines)


def _unsigned(new: Sequence[Line], below: int) -> list[Line]:
    """Without the signature; a "Hälsningar, Anna" that is all there is below the quotation was written by hand there."""
    rest = [line for line in new[below:] if line.bare]
    if below and len(rest) == 1 and is_closing(rest[0].bare) and "," in rest[0].bare:
        return [*without_signature(new[:below]), *new[below:]]
    return without_signature(new)


def _end(lines: Sequence[Line]) -> int:
    """Where there is only an old letter from; the number of lines where that is nowhere."""
    for place, line in enumerate(lines):
        if not line.is_plain:
            continue
        if is_marker(line.bare):
            return place
        if ends_new_text(lines, place):
            return place
        start = _unmarked(lines, place) if may_end_one(line) else None
        if start is not None:
            return start
    return len(lines)


def _unmarked(lines: Sequence[Line], last: int) -> int | None:
    """Where an attribution begins that ends in line `last` and stands over unmarked text."""
    following = first_said(lines, last + 1)
    if following < len(lines) and lines[following].is_quoted:
        return None
    start, trust = attribution(lines, last)
    begins = lines[last].bare[-1] in ":-：" and (start == 0 or not lines[start - 1].bare)
    if trust is Trust.ALONE or (trust is Trust.IN_PARAGRAPH and begins):
        return start
    return None


def _passes_on(lines: Sequence[Line], end: int, old: set[int]) -> bool:
    """Whether the first line that was cut away says that a letter is passed on."""
    first = first_said(lines, min(min(old, default=end), end))
    return first < len(lines) and is_forwarded(lines[first].bare.lstrip("> "))


def _announces(lines: Sequence[Line]) -> bool:
    """Whether the answers are said to stand below."""
    text = " ".join(line.bare for line in lines).lower()
    if len(text.split()) > _MOST_ANNOUNCING or not any(word in text for word in _ANSWERS):
        return False
    return any(words in text for words in _WHERE)


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """Without drawn lines and blanks at the end: they belonged to what was cut."""
    end = len(lines)
    while end and (not lines[end - 1].bare or (lines[end - 1].mark is Mark.PLAIN and is_rule(lines[end - 1].bare))):
        end -= 1
    return list(lines[:end])
