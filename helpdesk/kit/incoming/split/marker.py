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
_DECORATION = "#-=*_+~<>[]( \t"
_LONGEST = 120


def is_marker(bare: str) -> bool:
    """Whether a line is such a marker: one of the phrases in a short line that is set off by signs on its left."""
    if len(bare) > _LONGEST or not bare or bare[0] not in _DECORATION:
        return False
    return any(phrase in bare.lower() for phrase in _PHRASES)
