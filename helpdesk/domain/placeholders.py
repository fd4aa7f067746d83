"""Places in a canned reply: those that the ticket fills, `{förnamn}`, and those that the writer fills, `[datum]`."""

import re
from collections.abc import Collection, Mapping

EXAMPLES: Mapping[str, str] = {
    "förnamn": "Kim",
    "kommun": "Storköping",
    "ärendenummer": "VT-2026-000143",
    "ämne": "trygghetslarm",
    "rådgivare": "Robin Alm",
}
"""Every placeholder there is, and what stands there in a preview (invented). Canned replies are in Swedish only."""

_PLACE = re.compile(r"\{([^{}\n]{0,40})\}")
_LEFT = re.compile(r"\[[a-zåäö][^\[\]\n]{1,60}\](?!\()")
"""Words in square brackets that begin with a small letter; what a round bracket follows is a link in Markdown."""


def unknown(text: str, known: Collection[str] = EXAMPLES) -> tuple[str, ...]:
    """What stands in braces and is none of the `known` placeholders, each once, in the order of the text."""
    return tuple(dict.fromkeys(match[0] for match in _PLACE.finditer(text) if match[1] not in known))


def filled(text: str, values: Mapping[str, str], known: Collection[str] = EXAMPLES) -> str:
    """`text` with its places filled; what has no value stands in square brackets, for the writer to replace."""
    return _PLACE.sub(lambda match: values.get(match[1]) or f"[{match[1]}]" if match[1] in known else match[0], text)


def unfilled(text: str) -> tuple[str, ...]:
    """What stands in square brackets for the writer to replace, each once, in the order of the text."""
    return tuple(dict.fromkeys(_LEFT.findall(text)))


def within_sentence(words: str) -> str:
    """A topic's name as it stands within a sentence: with a small letter, unless it begins with an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
