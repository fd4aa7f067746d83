"""How heavy a Swedish text is to read: LIX, long sentences, abbreviations that nobody explains.

LIX ("läsbarhetsindex") is C.-H. Björnsson's, "Läsbarhet", Liber, Stockholm 1968: words a sentence plus the share of long
words (more than six letters) in per cent. What the numbers mean is the usual reading of his scale. It counts lengths only:
a help for the writer, never a stop.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpdesk.domain.errors import N_

LONG_WORD = 6
"""A word with more letters than this is long."""
LONG_SENTENCE = 25
"""A sentence with more words than this is long."""
MEANINGS = (
    (30, N_("very easy to read")),
    (40, N_("easy to read")),
    (50, N_("of medium difficulty")),
    (60, N_("heavy to read")),
)
"""Below which LIX a text is what."""
_HEAVIEST = N_("very heavy to read")
KNOWN = frozenset({"EU", "GPS", "IT", "OK", "PDF", "SKR", "SMS", "TV"})
"""Abbreviations that everybody in a municipality reads as words."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?…:])[\"”')]*\s+(?=[\"”'(–-]*\s*[A-ZÅÄÖÉ])")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,6}(?![\w-])")


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence that would be better as two; `words` is their number."""

    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Readability:
    """How a text reads. `lix` is rounded; `meaning` (a msgid) says what it means; both None for a text without words."""

    lix: int | None
    meaning: str | None
    long_sentences: tuple[LongSentence, ...]
    abbreviations: tuple[str, ...]
    """In capitals, and nowhere explained; in the order of their first use."""


def readability(prose: Sequence[str]) -> Readability:
    """How a text reads whose paragraphs and list items are `prose`: each of them ends a sentence, whatever sign it ends with."""
    sentences = list(_sentences(prose))
    lix = lix_of(sentences)
    return Readability(
        lix=lix,
        meaning=None if lix is None else meaning_of(lix),
        long_sentences=tuple(
            LongSentence(sentence, count) for sentence in sentences if (count := len(_words(sentence))) > LONG_SENTENCE
        ),
        abbreviations=_unexplained(" ".join(prose)),
    )


def lix_of(sentences: Sequence[str]) -> int | None:
    """LIX, rounded to a whole number; None where there are no words."""
    words = [word for sentence in sentences for word in _words(sentence)]
    counted = sum(1 for sentence in sentences if _words(sentence))
    if not words:
        return None
    long = sum(1 for word in words if _letters(word) > LONG_WORD)
    return round(len(words) / counted + 100 * long / len(words))


def meaning_of(lix: int) -> str:
    """What the number means to a reader, as a msgid."""
    return next((meaning for below, meaning in MEANINGS if lix < below), _HEAVIEST)


def _sentences(prose: Iterable[str]) -> Iterator[str]:
    for paragraph in prose:
        yield from (part for part in _END.split(" ".join(paragraph.split())) if part)


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def _unexplained(text: str) -> tuple[str, ...]:
    """An abbreviation counts as explained where it stands in brackets, or has some after it, or is said to mean something."""
    found = dict.fromkeys(_ABBREVIATION.findall(text))
    return tuple(each for each in found if each not in KNOWN and not _is_explained(each, text))


def _is_explained(abbreviation: str, text: str) -> bool:
    return bool(
        re.search(rf"\({abbreviation}\b|\b{abbreviation}\s+(?:\(|betyder\b|står för\b|är en förkortning\b)", text)
    )
