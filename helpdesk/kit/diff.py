"""What differs between two texts: line by line, and word by word within a line that was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4
"""From which share of common words on a line counts as changed, below it as another."""
_MOST_WORDS = 3000
"""Longer lines are shown whole, old and new: comparing words costs their number squared."""
_PATIENCE = 2_000_000
"""Pairs of words that are compared for one page; lines after that are shown whole, however many are changed."""
_MOST_LINES = 2000
"""In longer texts, lines that come again and again are no landmarks, for the same reason."""


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"
    CHANGED = "changed"
    """Of a line: some of its pieces are deleted or inserted."""
    GAP = "gap"
    """Stands for lines that are the same, and are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `kind` is SAME, DELETED or INSERTED."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its pieces in reading order; of a GAP there are none, and `left_out` counts its lines."""

    kind: Kind
    pieces: tuple[Piece, ...]
    left_out: int = 0


@dataclass(slots=True)
class _Patience:
    """How many pairs of words may still be compared."""

    left: int = _PATIENCE

    def is_enough(self, before: str, after: str) -> bool:
        """Whether the words of two lines are still compared; what that costs is taken off."""
        self.left -= len(_WORDS.findall(before)) * len(_WORDS.findall(after))
        return self.left >= 0


def diff_lines(old: str, new: str, *, context: int = 3) -> tuple[Line, ...]:
    """The lines of both texts in reading order; none where the texts are equal.

    Of what is the same only `context` lines around each difference are given, a GAP for the rest.
    """
    if old == new:
        return ()
    return tuple(_shortened(list(_compared(old.splitlines(), new.splitlines())), context))


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts as pieces of words in reading order."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _pieces(Kind.DELETED, old) + _pieces(Kind.INSERTED, new)
    found: list[Piece] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += _pieces(Kind.SAME, "".join(before[i1:i2]))
        else:
            found += _pieces(Kind.DELETED, "".join(before[i1:i2])) + _pieces(Kind.INSERTED, "".join(after[j1:j2]))
    return tuple(_joined(found))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    is_long, patience = max(len(old), len(new)) > _MOST_LINES, _Patience()
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes():
        if what == "equal":
            yield from (Line(Kind.SAME, _pieces(Kind.SAME, text)) for text in old[i1:i2])
        else:
            yield from _replaced(old[i1:i2], new[j1:j2], patience)


def _replaced(old: Sequence[str], new: Sequence[str], patience: _Patience) -> Iterator[Line]:
    """Lines in each other's place: pairs that are alike are shown as one changed line, as long as there is patience."""
    common = min(len(old), len(new))
    for before, after in zip(old, new, strict=False):
        pieces = diff_words(before, after) if patience.is_enough(before, after) else ()
        same = sum(len(piece.text) for piece in pieces if piece.kind is Kind.SAME)
        if same >= _ALIKE * max(len(before), len(after), 1):
            yield Line(Kind.CHANGED, pieces)
        else:
            yield from _whole(Kind.DELETED, [before])
            yield from _whole(Kind.INSERTED, [after])
    yield from _whole(Kind.DELETED, old[common:])
    yield from _whole(Kind.INSERTED, new[common:])


def _whole(kind: Kind, texts: Sequence[str]) -> Iterator[Line]:
    return (Line(kind, _pieces(kind, text)) for text in texts)


def _pieces(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Lone spaces between two changes belong to them: `en röd bil` for `ett blått hus` is one change, not three."""
    place = 0
    while place < len(pieces):
        run = list(_run(pieces[place:]))
        place += max(1, len(run))
        if len(run) <= 1:
            yield pieces[place - 1]
            continue
        yield from _pieces(Kind.DELETED, "".join(piece.text for piece in run if piece.kind is not Kind.INSERTED))
        yield from _pieces(Kind.INSERTED, "".join(piece.text for piece in run if piece.kind is not Kind.DELETED))


def _run(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The changes at the beginning, with the lone spaces between them."""
    for place, piece in enumerate(pieces):
        is_lone_space = piece.text.isspace() and 0 < place < len(pieces) - 1
        if piece.kind is Kind.SAME and not is_lone_space:
            return
        yield piece


def _shortened(lines: Sequence[Line], context: int) -> Iterator[Line]:
    groups = [(is_same, list(run)) for is_same, run in groupby(lines, lambda line: line.kind is Kind.SAME)]
    for place, (is_same, run) in enumerate(groups):
        head = context if place else 0
        tail = context if place < len(groups) - 1 else 0
        if not is_same or len(run) <= head + tail + 1:
            yield from run
            continue
        yield from run[:head]
        yield Line(Kind.GAP, (), left_out=len(run) - head - tail)
        yield from run[len(run) - tail :]
