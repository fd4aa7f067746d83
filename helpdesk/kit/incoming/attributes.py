"""A guard against HTML whose elements have more attributes than a parser compares in reasonable time."""

import re

_MOST = 500
"""Of one element: parsers compare each with all others."""
_VALUES = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_BETWEEN = re.compile(r"[\s/=]")


def has_too_many_attributes(html: str) -> bool:
    """Whether some element has more than 500. Linear."""
    return any(_is_crowded(piece) for piece in html.split("<"))


def _is_crowded(piece: str) -> bool:
    if len(piece) <= _MOST:
        return False
    return sum(1 for _ in _BETWEEN.finditer(_VALUES.sub(" ", piece.partition(">")[0]))) > _MOST
