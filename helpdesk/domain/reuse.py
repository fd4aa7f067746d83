"""What was written to one municipality becomes the beginning of an article for all."""

import re
from collections.abc import Iterable

LONGEST_SHORT_ANSWER = 300
"""Characters that are proposed as the short answer: about three sentences."""

_HELLO = r"(?:hej(?:san)?|hallå|god (?:morgon|dag|kväll))(?![\w-])"
_GREETING = re.compile(rf"\A(?:{_HELLO}[^.!?,\n]{{0,60}}[,!.]?[^\S\n]*(?:\n+|\Z))+", re.IGNORECASE)
_HAIL = re.compile(rf"\A(?:{_HELLO}[^.!?,\n]{{0,40}}(?:[,.!?]\s*|\Z))+", re.IGNORECASE)
"""A greeting that what it greets for may stand beside."""
_COURTESY = (
    r"(?:(?:med )?(?:vänlig|bästa|varma|många|trevlig)\w* (?:hälsning\w*|dag|helg)|hälsning(?:ar|en)?|mvh|hälsar)"
    r"(?:[,.!]|(?![\w-])[^\n]{0,59}[^\s.?:])?[^\S\n]*(?=\n|\Z)|/[^\n/]{1,60}(?=\n|\Z)"
)
_NAME = r"(?![#>]|[-*+] |\d+[.)] )[^\n]{0,79}[^\s.!?:][^\S\n]*(?=\n|\Z)"
"""A line of a signature: short, no sentence, no heading and no part of a list."""
_AT_END = rf"(?:\n{{1,3}}{_NAME}){{0,4}}\s*\Z"
_MIDWAY = rf"(?:\n{{1,2}}{_NAME}(?:\n{_NAME}){{0,3}})?(?=\n[^\S\n]*\n)"
_START = r"(?:\A|\n{1,3})"
_GOODBYE = re.compile(rf"{_START}(?:{_COURTESY})(?:{_AT_END}|{_MIDWAY})", re.IGNORECASE)
"""A courtesy with the signature below it. What is written after that is a text of its own, and is never a part of it."""
_LAST_GOODBYE = re.compile(rf"{_START}(?:{_COURTESY}){_AT_END}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])|\n+")


def without_courtesies(text: str) -> str:
    """A message without its greeting lines and its good-bye with the signature below; nothing else is touched."""
    return _GOODBYE.sub("", _GREETING.sub("", text)).strip()


def with_part(text: str, part: str) -> str:
    """The text with the part as a paragraph of its own: before the good-bye that the text ends with, else last."""
    goodbye = _LAST_GOODBYE.search(text)
    at = goodbye.start() if goodbye else len(text)
    return "\n\n".join(filter(None, (piece.strip() for piece in (text[:at], part, text[at:]))))


def composed(questions: Iterable[str], answers: Iterable[str]) -> str:
    """The messages as one Markdown text: the answers alone, or under a heading of their own after the questions."""
    asked, answered = ("\n\n".join(filter(None, map(without_courtesies, texts))) for texts in (questions, answers))
    if not asked:
        return answered
    parts = [f"## Frågan\n\n{asked}", f"## Svaret\n\n{answered}" if answered else ""]
    return "\n\n".join(filter(None, parts))


def first_sentences(text: str, longest: int = LONGEST_SHORT_ANSWER) -> str:
    """The first whole sentences of a plain text that have room in `longest` characters; nothing where not even one has.

    A single word is no sentence: it is a name under the text, or what masking has left of it. Nor is a greeting.
    """
    taken = ""
    for sentence in map(_ungreeted, _SENTENCE_END.split(text.strip())):
        if len(sentence.split()) < 2:
            continue
        longer = f"{taken} {sentence}".strip()
        if len(longer) > longest:
            break
        taken = longer
    return taken


def _ungreeted(sentence: str) -> str:
    """The sentence without a greeting before it, with a great letter first where one was taken away."""
    whole = sentence.strip()
    rest = _HAIL.sub("", whole)
    return whole if rest == whole else rest[:1].upper() + rest[1:]
