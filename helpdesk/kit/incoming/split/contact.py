"""What looks like a name, a title, a workplace or an address, and like nothing that is said to the reader."""

import re

from helpdesk.kit.incoming.split.farewells import PLACES, TALKING
from helpdesk.kit.incoming.split.separators import is_rule

DELIMITERS = ("--", "—", "__")
LONGEST = 100
"""Characters of a line of a signature; of one with an address in it, twice as many."""
NAME_MARKS = ",.!/;:()&|\u2600\u263a\u2764\ufe0f" + "".join(map(chr, range(0x1F300, 0x1F650)))
"""Also the smile or the sun that many put after their greeting."""
_MOST_WORDS = 9
_MOST_NAMES = 5
_AFTERTHOUGHTS = ("ps ", "ps:", "ps.", "ps!", "p.s", "obs ", "obs!", "obs:", "nb:")
_ADDRESS = re.compile(
    r"@|https?:|www\.|\bcid:|(?:tel|telefon|mobil|phone|tfn|växel|fax|direkt|e-post|epost|mail|webb)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\+?\(?\d[\d ()./-]{5,}\d")
_TITLES = re.compile(
    r"(?:chef|samordnare|handläggare|sekreterare|strateg|utvecklare|ledare|koordinator|terapeut|sköterska|rektor|specialist"
    r"|rådgivare|konsult|tekniker|administratör|kommun|region|förvaltning(?:en)?|enhet(?:en)?|avdelning(?:en)?|kontor(?:et)?"
    r"|nämnd(?:en)?|biträde|pedagog|inköpare|controller|jurist|arkitekt|manager|officer|engineer)\b",
    re.IGNORECASE,
)
_TALKING = TALKING - PLACES
_LINKS = frozenset({"och", "and", "på", "i", "av", "de", "von", "vid", "kommun", "med", "genom"})
"""What may stand between names."""


def is_name(text: str) -> bool:
    """Whether it is a name, or several with "och" between them."""
    words = text.strip(NAME_MARKS + "- ").replace(",", " ").replace("/", " ").replace("&", " ").split()
    capitals = [word for word in words if word not in _LINKS]
    return 0 < len(capitals) <= _MOST_NAMES and all(word[0].isupper() for word in capitals) and not _NUMBER.search(text)


def is_signed(text: str) -> bool:
    """A name, and maybe a title or a workplace: "Anna Ek, undersköterska", "Anna på Viks äldreboende"."""
    for link in (",", " på ", " i ", " vid ", " – ", " - "):
        name, found, workplace = text.partition(link)
        if found:
            return is_name(name) and len(workplace.split()) <= _MOST_NAMES and is_contact(workplace.strip())
    return is_name(text)


def is_contact(bare: str) -> bool:
    """Whether a line might be part of a name, a title, a workplace or an address."""
    if bare in DELIMITERS or is_rule(bare):
        return True
    if bare.endswith(("?", "!", ":")) or bare.lower().startswith(_AFTERTHOUGHTS):
        return False
    return all(_is_part(part) for part in bare.split("|"))


def has_title(text: str) -> bool:
    """Whether a title or a kind of workplace is named."""
    return bool(_TITLES.search(text))


def is_reachable(text: str) -> bool:
    """Whether a number or an address is given."""
    return bool(_ADDRESS.search(text) or _NUMBER.search(text))


def is_reachable_every_way(text: str) -> bool:
    """Whether a number, a mail address and a place on the web are given: nobody gives another's in full by chance."""
    return "@" in text and bool(_NUMBER.search(text)) and ("www." in text or "http" in text)


def _is_part(text: str) -> bool:
    """One of the things that may stand in a line, with strokes between them."""
    if _ADDRESS.search(text):
        return len(text) <= 2 * LONGEST and len(text.split()) <= _MOST_WORDS + 4 and not talks(text)
    if len(text) > LONGEST or (text.endswith(".") and len(text.split()) > 3):
        return False
    return len(text.split()) <= _MOST_WORDS and not talks(text)


def talks(bare: str) -> bool:
    """Whether a word is among them that only stands in sentences."""
    words = {word.strip(".,;:!?()\"'").lower() for word in bare.split()}
    return not words.isdisjoint(_TALKING)
