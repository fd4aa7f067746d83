"""Who asks stays unknown only where no text that is shared says it: names that stand in a text, found before it leaves."""

import re
from collections.abc import Iterable

SHORTEST = 3
"""Letters that a part of a person's name must have to be sought alone: "Bo" is a word as well."""
_ENDINGS = r"(?:s|bo|bor|borna|kommuns?)?"
"""How a municipality's name goes on in a sentence: Härnösands, Härnösandsbor, Härnösandsborna, Härnösandskommun."""


def parts_of_name(name: str) -> tuple[str, ...]:
    """A person's name and those of its parts that tell who it is when they stand alone."""
    parts = name.split()
    return tuple(dict.fromkeys((" ".join(parts), *(part for part in parts if len(part) >= SHORTEST)))) if parts else ()


def told_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that stand in `text` as words of their own, in any case and with the usual endings."""
    return tuple(name for name in dict.fromkeys(names) if name and _pattern(name).search(text))


def _pattern(name: str) -> re.Pattern[str]:
    # An underscore parts words here: _so_ in Markdown, and in names of files.
    return re.compile(rf"(?<![^\W_]){re.escape(name)}s?{_ENDINGS}(?![^\W_])", re.IGNORECASE)
