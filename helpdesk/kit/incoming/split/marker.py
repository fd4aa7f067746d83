"""The line above which an answer to one of our letters is written. Our letters carry it; what is below it is ours."""

REPLY_MARKER_SV = "##- Skriv ditt svar ovanför den här raden -##"
REPLY_MARKER_EN = "##- Write your reply above this line -##"

_PHRASES = (
    "ovanför den här raden",
    "ovanför denna rad",
    "ovanför den här linjen",
    "ovanför denna linje",
    "above this line",
    "over denne linje",
    "over denne linjen",
    "oberhalb dieser zeile",
    "tämän rivin yläpuolelle",
)
"""What such lines say in other help desks, too."""
_ANSWER = ("svar", "skriv", "repl", "type", "write", "writing", "respon", "besvar", "antwort", "vasta", "kirjoit")
"""Begin a word of what such a line asks for."""
_DECORATION = "#-=*_+~<>[]( \t"
_LONGEST = 120


def is_marker(bare: str) -> bool:
    """Whether a line is such a marker: a short line, set off by signs, that asks for the answer above it.

    "- Larmet ska sitta ovanför den här linjen" is an item of a list.
    """
    if len(bare) > _LONGEST or not (_is_set_off(bare[:2]) or (_is_set_off(bare[:1]) and _is_set_off(bare[-1:]))):
        return False
    said = bare.lower()
    return any(phrase in said for phrase in _PHRASES) and any(word.startswith(_ANSWER) for word in said.split())


def holds_ours(text: str) -> bool:
    """Whether the line, quoted or not, is from a letter of ours: what it stands in answers us, whatever its subject says."""
    return REPLY_MARKER_SV in text or REPLY_MARKER_EN in text


def _is_set_off(signs: str) -> bool:
    return bool(signs) and not signs.strip(_DECORATION) and not signs.endswith(" ")
