"""What a phone or a mail program adds to sign with: "Skickat från min iPhone", "Sent from my phone, please excuse typos"."""

from helpdesk.kit.incoming.split.farewells import (
    APOLOGIES,
    DEVICES,
    EXCUSED,
    MOST_DEVICE_WORDS,
    OWNERS,
    PLACES,
    PRODUCTS,
    TALKING,
)
from helpdesk.kit.incoming.split.lines import Line

_LONGEST = 200
_MOST_EXCUSING = 9
_EDGES = "-_<>[]()! ."
_SENTENCE = ",?;:"
_TALKING = TALKING - PLACES


def is_device(line: Line) -> bool:
    """Whether the line is no more than that. What a person sent, and from where, is a sentence: it goes on, or has a comma."""
    words = line.bare.lower().replace("[", "").strip(_EDGES)
    if len(line.bare) > _LONGEST or not words.startswith(DEVICES):
        return False
    spoken = _without_apology(words.partition("http")[0]).strip(_EDGES)
    begun = max((begun for begun in DEVICES if words.startswith(begun)), key=len, default="")
    rest = spoken.removeprefix(begun).split()  # Chinese and Japanese have no blanks between words
    if "<http" in words and len(rest) == 1:
        return True  # "Sent from Some App <https://...>"
    parts = spoken.split()
    if len(parts) > MOST_DEVICE_WORDS or ". " in spoken or any(mark in spoken for mark in _SENTENCE):
        return False
    return _TALKING.isdisjoint(rest) and any(part.startswith(PRODUCTS) or part in OWNERS for part in [*parts, *rest])


def _without_apology(words: str) -> str:
    """Without the request to excuse how it is spelt, that many phones were told to add."""
    place = min((found for found in map(words.find, APOLOGIES) if found > 0), default=len(words))
    apology = words[place:].split()
    is_one = len(apology) <= _MOST_EXCUSING and any(word.startswith(EXCUSED) for word in apology)
    return words[:place].rstrip(" ,.;-–") if is_one else words
