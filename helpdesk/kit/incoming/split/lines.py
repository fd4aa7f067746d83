"""A letter's lines, each with what is known of it before its words are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

LONGEST = 400
"""Characters of a line, or of lines read together, that are looked at: no mail program's own words are longer."""

_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\ufeff": " ", "\u200b": None, "*": None}
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Spaces of all kinds are one, and `*` is how bold text looks in a plain letter: `*Från:* Anna`. Marks of the direction of writing say nothing here."""
_QUOTE_MARKS = (">", "\uff1e")
_MOST_INDENT = 4
_FRAME = ">>> "


class Mark(Enum):
    """Where a line stands."""

    PLAIN = auto()
    QUOTED = auto()
    """Marked as quoted, by `>` or an indented block: old text, or words of others that the writer cites."""
    OLD = auto()
    """Quoted, as the mail program itself says."""
    SIGNATURE = auto()
    """In what the mail program added as the writer's signature."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `bare` is how it begins, without marks of bold text and with single spaces."""

    text: str
    mark: Mark = Mark.PLAIN
    bare: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the beginning once."""
        begun = self.text.lstrip()[:LONGEST]
        bare = " ".join(begun.translate(_PLAIN).split()) if begun else ""
        object.__setattr__(self, "bare", bare or (" ".join(begun.split()) if "*" in begun else ""))

    @property
    def is_plain(self) -> bool:
        """Whether it says something and is not quoted."""
        return bool(self.bare) and self.mark is Mark.PLAIN

    @property
    def is_quoted(self) -> bool:
        """Whether it is marked as quoted, by whatever means."""
        return self.mark in {Mark.QUOTED, Mark.OLD}


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain body."""
    found: list[Line] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found.append(Line(line, Mark.QUOTED if is_cited(line, found) else Mark.PLAIN))
    return found


def is_cited(text: str, above: Sequence[Line]) -> bool:
    """Whether a line begins with a mark of quotation, and is not GroupWise's heading above a quotation."""
    if not text[:_MOST_INDENT].lstrip().startswith(_QUOTE_MARKS):
        return False
    return bool(above and above[-1].is_quoted) or not _is_framed(text)


def joined(lines: Sequence[Line]) -> str:
    """The lines as text again: nothing blank at its ends, and no two blank lines in a row."""
    kept: list[str] = []
    for line in lines:
        if line.bare or (kept and kept[-1]):
            kept.append(line.text.rstrip() if line.bare else "")
    return "\n".join(kept).strip()


def first_said(lines: Sequence[Line], start: int) -> int:
    """Where the first line from `start` on stands that says something; the number of lines where none does."""
    return next((place for place in range(start, len(lines)) if lines[place].bare), len(lines))


def _is_framed(text: str) -> bool:
    """Whether it is GroupWise's own heading, `>>> Anna Ek <anna@vik.example> 2024-03-04 09:12 >>>`: no quoted line."""
    return text.startswith(_FRAME) and any(sign.isdigit() for sign in text[:LONGEST]) and ("@" in text or ":" in text)
