"""What was written to one municipality becomes the beginning of an article for all."""

import re
from collections.abc import Iterable

LONGEST_SHORT_ANSWER = 300
"""Characters that are proposed as the short answer: about three sentences."""

_GREETING = re.compile(
    r"\A(?:hej(?:san)?|hallå|god (?:morgon|dag|kväll))\b[^.!?,\n]{0,60}[,!.]?[^\S\n]*(?:\n+|\Z)", re.IGNORECASE
)
_GOODBYE = re.compile(
    r"\n+(?:(?:med )?(?:vänlig|bästa|varma|många|trevlig)\w* (?:hälsning\w*|dag|helg)|hälsning(?:ar|en)?|mvh|hälsar|/)[^\n]{0,60}"
    r"(?:\n+[^\n]{1,80}){0,4}\s*\Z",
    re.IGNORECASE,
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])|\n+")


def without_courtesies(text: str) -> str:
    """A message without its greeting line and its good-bye with what stands below it; nothing else is touched."""
    return _GOODBYE.sub("", _GREETING.sub("", text)).strip()


def composed(questions: Iterable[str], answers: Iterable[str]) -> str:
    """The messages as one Markdown text: the answers alone, or under a heading of their own after the questions."""
    asked, answered = ("\n\n".join(filter(None, map(without_courtesies, texts))) for texts in (questions, answers))
    if not asked:
        return answered
    parts = [f"## Frågan\n\n{asked}", f"## Svaret\n\n{answered}" if answered else ""]
    return "\n\n".join(filter(None, parts))


def first_sentences(text: str, longest: int = LONGEST_SHORT_ANSWER) -> str:
    """The first whole sentences of a plain text that have room in `longest` characters; nothing where not even one has.

    A single word is no sentence: it is a name under the text, or what masking has left of it.
    """
    taken = ""
    for sentence in _SENTENCE_END.split(text.strip()):
        if len(sentence.split()) < 2:
            continue
        longer = f"{taken} {sentence.strip()}".strip()
        if len(longer) > longest:
            break
        taken = longer
    return taken
