"""How the writer signs: "-- ", a closing with name and title below it, what a phone adds, the small print of a municipality.

Losing what a person wrote is the worst fault, so a closing is taken away only with all that follows it, and only when
all of that looks like names, titles, addresses and small print. A single sentence below it, and everything stays.
"""

import re
from collections.abc import Sequence

from helpdesk.kit.incoming.split.closings import CLOSINGS, WISHES
from helpdesk.kit.incoming.split.farewells import (
    DEVICES,
    LIST_FEET,
    MOST_DEVICE_WORDS,
    OWNERS,
    PERHAPS_SMALL_PRINT,
    PLACES,
    POINTING,
    PRODUCTS,
    SMALL_PRINT,
    SMALL_PRINT_WITHIN,
    TALKING,
)
from helpdesk.kit.incoming.split.lines import Line, Mark
from helpdesk.kit.incoming.split.separators import is_rule

_DELIMITERS = ("--", "—", "__")
_MOST_LINES = 40
"""Longer than that no signature is, small print included."""
_FEW_LINES = 3
_MOST_WORDS = 9
_LONGEST = 100
_MOST_NAMES = 5
_ITEM = re.compile(r"\s{0,20}(?:[-–•*+·]\s|\d{1,2}[.)]\s)")
"""What an item of a list begins with: a list is never a signature."""
_AFTERTHOUGHTS = ("ps ", "ps:", "ps.", "ps!", "p.s", "obs ", "obs!", "obs:", "nb:")
_CONTACT = re.compile(
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
_NAME_MARKS = ",.!/;:()&|\u2600\u263a\u2764\ufe0f" + "".join(map(chr, range(0x1F300, 0x1F650)))
"""Also the smile or the sun that many put after their greeting."""


def without_signature(lines: Sequence[Line]) -> list[Line]:
    """The lines without the signature at their end, and without what a phone or a mail program adds to sign."""
    kept = [line for line in lines if line.mark is not Mark.SIGNATURE and not is_device(line)]
    start = _signature_start(kept)
    return kept[:start] if any(line.bare for line in kept[:start]) else kept


def is_device(line: Line) -> bool:
    """Whether a line is what a phone or a mail program adds: "Skickat från min iPhone"."""
    words = line.bare.lower().replace("[", "").strip("-_<>]() ")
    if not words.startswith(DEVICES) or len(line.bare) > 2 * _LONGEST:
        return False
    spoken = words.partition("http")[0].strip(" <([.")
    parts = spoken.split()
    if len(parts) > MOST_DEVICE_WORDS or ". " in spoken or any(mark in spoken for mark in ",?;:"):
        return False
    begun = max((begun for begun in DEVICES if words.startswith(begun)), key=len, default="")
    rest = spoken.removeprefix(begun).split()  # Chinese and Japanese have no blanks between words
    if "<http" in words and len(rest) == 1:
        return True  # "Sent from Some App <https://...>"
    return any(part.startswith(PRODUCTS) or part in OWNERS for part in [*parts, *rest])


def _signature_start(lines: Sequence[Line]) -> int:
    """The first line of the signature; the number of lines where there is none."""
    tail = _tail(lines)
    for place in range(tail, len(lines)):
        if _starts(lines, place):
            return place
    delimiter = _delimiter(lines)
    return len(lines) if delimiter is None else delimiter


def _tail(lines: Sequence[Line]) -> int:
    """Where the last lines begin that all might belong to a signature."""
    first, said = len(lines), 0
    while first > 0 and said < _MOST_LINES:
        first -= 1
        said += bool(lines[first].bare)
    belongs = _may_belong(lines[first:])
    return first + max((place + 1 for place, may in enumerate(belongs) if not may), default=0)


def _may_belong(lines: Sequence[Line]) -> list[bool]:
    """For every line, whether it might; small print goes on to the end of its paragraph."""
    found: list[bool] = []
    is_print = False
    for place, line in enumerate(lines):
        is_print = bool(line.bare) and (is_print or _may_be_small_print(lines, place)) and line.bare[-1] != "?"
        may = is_print or not line.bare or is_closing(line.bare) or _is_contact(line.bare)
        found.append(may and not _ITEM.match(line.text))
    return found


def _starts(lines: Sequence[Line], place: int) -> bool:
    bare = lines[place].bare
    if bare in _DELIMITERS or _is_small_print(lines, place) or _is_list_foot(lines, place):
        return True
    if is_closing(bare):
        return not bare.lower().startswith(WISHES) or _is_named(lines, place)
    return _is_slash_name(lines, place) or _is_name_block(lines, place)


def _is_named(lines: Sequence[Line], place: int) -> bool:
    """Whether a closing or a name follows."""
    return any(is_closing(line.bare) or _is_name(line.bare) for line in lines[place + 1 : place + 3] if line.bare)


def _delimiter(lines: Sequence[Line]) -> int | None:
    """The last line that is "-- " to the letter (RFC 3676, section 4.3): what is below it is the signature, whatever it says."""
    last = max((place for place, line in enumerate(lines) if line.text in {"-- ", "--\u00a0"}), default=None)
    return last if last is not None and len(lines) - last <= _MOST_LINES else None


def is_closing(bare: str) -> bool:
    """Whether a line is a closing, alone, with a name, or one after another: "Mvh Anna Ek", "Tack på förhand / Mvh"."""
    words = bare.lower().strip(_NAME_MARKS + "-– ")
    if len(words) > _LONGEST or not words.startswith(CLOSINGS):
        return False
    if words in CLOSINGS:
        return True
    found = max((closing for closing in CLOSINGS if words.startswith(closing)), key=len, default="")
    rest = bare.strip(_NAME_MARKS + "-– ")[len(found) :]
    if rest[:1].isalpha():
        return False
    rest = rest.strip(_NAME_MARKS + "-– ")
    for link in ("från ", "from ", "fra "):
        rest = rest.removeprefix(link)
    return is_closing(rest) if rest.lower().startswith(CLOSINGS) else _is_signed(rest)


def _is_signed(text: str) -> bool:
    """A name, and maybe a title or a workplace: "Anna Ek, undersköterska", "Anna på Viks äldreboende"."""
    for link in (",", " på ", " i ", " vid ", " – ", " - "):
        name, found, workplace = text.partition(link)
        if found:
            return _is_name(name) and len(workplace.split()) <= _MOST_NAMES and _is_contact(workplace.strip())
    return _is_name(text)


def _is_name(text: str) -> bool:
    words = text.strip(_NAME_MARKS + "- ").replace(",", " ").replace("/", " ").replace("&", " ").split()
    capitals = [word for word in words if word not in _LINKS]
    return 0 < len(capitals) <= _MOST_NAMES and all(word[0].isupper() for word in capitals) and not _NUMBER.search(text)


def _is_slash_name(lines: Sequence[Line], place: int) -> bool:
    """Whether it is the last line and says "/Anna", or "-Anna" and is no list."""
    bare = lines[place].bare
    if place < 1 or not bare or bare[0] not in "/~-" or any(line.bare for line in lines[place + 1 :]):
        return False
    return len(bare.split()) <= 3 and _is_name(bare[1:]) and not lines[place - 1].bare.startswith("-")


def _is_list_foot(lines: Sequence[Line], place: int) -> bool:
    below = " ".join(line.bare.lower() for line in lines[place + 1 : place + 4])
    return is_rule(lines[place].bare) and any(words in below for words in LIST_FEET)


def _is_name_block(lines: Sequence[Line], place: int) -> bool:
    """A name, a title or a workplace, and a number or an address, below a blank line that no colon stands over."""
    if (
        not _is_name(lines[place].bare)
        or not 2 <= len(lines[place].bare.split()) <= 4
        or place < 2
        or lines[place - 1].bare
    ):
        return False
    above = next((line.bare.lower() for line in reversed(lines[:place]) if line.bare), ":")
    rest = " \n".join(line.bare for line in lines[place + 1 :])
    is_reachable = bool(_CONTACT.search(rest) or _NUMBER.search(rest))
    is_announced = above.endswith((":", "?")) or any(word in above for word in POINTING)
    return not is_announced and is_reachable and bool(_TITLES.search(rest))


def _is_small_print(lines: Sequence[Line], place: int) -> bool:
    bare = lines[place].bare.lower().lstrip("-_|~#. \U0001f331\U0001f333\U0001f332")
    if bare.startswith(SMALL_PRINT):
        return True
    return bare.startswith(PERHAPS_SMALL_PRINT) and _speaks_of_secrets(lines[place : place + _FEW_LINES])


def _may_be_small_print(lines: Sequence[Line], place: int) -> bool:
    return _is_small_print(lines, place) or _speaks_of_secrets(lines[place : place + 1])


def _speaks_of_secrets(lines: Sequence[Line]) -> bool:
    text = " ".join(line.bare.lower() for line in lines)
    return any(words in text for words in SMALL_PRINT_WITHIN)


def _is_contact(bare: str) -> bool:
    """Whether a line might be part of a name, a title, a workplace or an address."""
    if bare in _DELIMITERS or is_rule(bare):
        return True
    if bare.endswith(("?", "!", ":")) or bare.lower().startswith(_AFTERTHOUGHTS):
        return False
    return all(_is_contact_part(part) for part in bare.split("|"))


def _is_contact_part(text: str) -> bool:
    """One of the things that may stand in a line, with strokes between them."""
    if _CONTACT.search(text):
        return len(text) <= 2 * _LONGEST and len(text.split()) <= _MOST_WORDS + 4 and not _talks(text)
    if len(text) > _LONGEST or (text.endswith(".") and len(text.split()) > 3):
        return False
    return len(text.split()) <= _MOST_WORDS and not _talks(text)


def _talks(bare: str) -> bool:
    words = {word.strip(".,;:!?()\"'").lower() for word in bare.split()}
    return not words.isdisjoint(_TALKING)
