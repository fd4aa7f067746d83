"""Tags: words of the desk's own, each once whatever its case, a few on each ticket."""

import unicodedata

LONGEST = 40
"""Characters of a tag."""
LONGEST_KEY = 80
"""Some letters grow when they lose their case."""
MOST = 10
"""Tags on a ticket."""


def tag_names(typed: str) -> tuple[str, ...]:
    """The tags in a text that separates them with commas, each once, as it was spelt first."""
    found: dict[str, str] = {}
    for part in typed.split(","):
        name = " ".join(part.split())
        if name:
            found.setdefault(tag_key(name), name)
    return tuple(found.values())


def tag_key(name: str) -> str:
    """What two spellings of one tag have in common: the name without case and double spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def fits(name: str) -> bool:
    """Whether the name is one tag that is short enough to be kept."""
    return 0 < len(name) <= LONGEST and len(tag_key(name)) <= LONGEST_KEY and "," not in name
