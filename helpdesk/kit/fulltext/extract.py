"""Our own highlighter: marks the words that share a key with the query, and picks the two sentences that say most.

Everything is escaped first and marked after, piece by piece, so that no text can bring markup of its own.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup, escape

from helpdesk.kit.language import analyse

_READ = 20_000  # characters of a text that are looked through
_LONGEST_SENTENCE = 240
_SENTENCES = 2
_BEFORE_MARK = 80  # characters kept before the first mark of a sentence that is cut
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\s*\n\s*")
_GAP = " … "


def mark(text: str, wanted: Collection[str]) -> Markup:
    """The text with each word in <mark> that has one of the wanted keys; the rest is escaped."""
    text = analyse.normal(text)
    marked = Markup()
    end = 0
    for token in analyse.tokens(text):
        if any(key in wanted for key in analyse.keys(token.text)):
            marked += escape(text[end : token.start]) + Markup("<mark>{}</mark>").format(token.text)
            end = token.end
    return marked + escape(text[end:])


def extract(text: str, wanted: Mapping[str, float]) -> Markup:
    """The best two sentences in the order of the text, marked; its beginning when no word matches.

    `wanted` gives each key its worth: a sentence is worth its different keys together.
    """
    text = analyse.normal(text[:_READ])
    sentences = list(_sentences(text))
    worth = sorted(((-_worth(sentence, wanted), number) for number, sentence in enumerate(sentences)))
    best = sorted(number for value, number in worth[:_SENTENCES] if value < 0) or [0]
    chosen = Markup()
    for place, number in enumerate(best[: len(sentences)]):
        if place:
            chosen += " " if best[place - 1] == number - 1 else _GAP
        chosen += mark(_cut(sentences[number], wanted), wanted)
    return chosen


def _sentences(text: str) -> Iterator[str]:
    return (sentence for part in _SENTENCE_END.split(text) if (sentence := part.strip()))


def _worth(sentence: str, wanted: Mapping[str, float]) -> float:
    found = {key for token in analyse.different(sentence) for key in analyse.keys(token) if key in wanted}
    return sum(wanted[key] for key in found)


def _cut(sentence: str, wanted: Collection[str]) -> str:
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    marks = (
        token.start for token in analyse.tokens(sentence) if any(key in wanted for key in analyse.keys(token.text))
    )
    start = max(0, next(marks, 0) - _BEFORE_MARK)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = start + _LONGEST_SENTENCE
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + 1)
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
