"""How the writer signs: "-- ", a closing with name and title below it, what a phone adds, the small print of a municipality.

Losing what a person wrote is the worst fault, so a closing is taken away only with all that follows it, and only when
all of that looks like names, titles, addresses and small print. A single sentence below it, and everything stays.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from helpdesk.kit.incoming.split.closings import BRIEF_CLOSINGS, CLOSINGS, FROM, WISHES
from helpdesk.kit.incoming.split.contact import (
    DELIMITERS,
    LONGEST,
    NAME_MARKS,
    has_title,
    is_contact,
    is_name,
    is_reachable,
    is_reachable_every_way,
    is_signed,
    talks,
)
from helpdesk.kit.incoming.split.devices import is_device
from helpdesk.kit.incoming.split.farewells import (
    INVITATIONS,
    LIST_FEET,
    PERHAPS_SMALL_PRINT,
    POINTING,
    POINTING_PERHAPS,
    SMALL_PRINT,
    SMALL_PRINT_WITHIN,
)
from helpdesk.kit.incoming.split.lines import Line, Mark, first_said
from helpdesk.kit.incoming.split.separators import is_rule

_MOST_LINES = 40
"""Longer than that no signature is, small print included."""
_FEW_LINES = 3
_ITEM = re.compile(r"\s{0,20}(?:[-–•*+·]\s|\d{1,2}[.)]\s)")
"""What an item of a list begins with: a list is never a signature."""


def without_signature(lines: Sequence[Line]) -> list[Line]:
    """The lines without the signature at their end, and without what a phone or a mail program adds to sign."""
    kept = [line for line in _unmarked(lines) if not is_device(line)]
    start = _signature_start(kept)
    return kept[:start] if any(line.bare for line in kept[:start]) else kept


def _unmarked(lines: Sequence[Line]) -> Iterator[Line]:
    """Without what the mail program marks as the signature, but for sentences that it begins with: some write into it."""
    is_said = True
    for place, line in enumerate(lines):
        if line.mark is not Mark.SIGNATURE:
            is_said = True
            yield line
        elif is_said and line.bare:
            is_said = line.bare[-1] in ".?!" and talks(line.bare) and not _may_be_small_print(lines, place)
            if is_said:
                yield Line(line.text)


def _signature_start(lines: Sequence[Line]) -> int:
    """The first line of the signature; the number of lines where there is none."""
    tail = range(_tail(lines), len(lines))
    last_closing = max((place for place in tail if is_closing(lines[place].bare)), default=-1)
    for place in tail:
        if _starts(lines, place) or (place > last_closing and _is_name_block(lines, place)):
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
        is_invitation = line.bare.lower().startswith(INVITATIONS)
        may = is_print or is_invitation or not line.bare or is_closing(line.bare) or is_contact(line.bare)
        found.append(may and not _ITEM.match(line.text))
    return found


def _starts(lines: Sequence[Line], place: int) -> bool:
    bare = lines[place].bare
    if bare in DELIMITERS or _is_small_print(lines, place) or _is_list_foot(lines, place):
        return True
    if is_closing(bare):
        return not bare.lower().startswith(WISHES) or _is_named(lines, place)
    return _is_brief_closing(lines, place) or _is_slash_name(lines, place)


def _is_named(lines: Sequence[Line], place: int) -> bool:
    """Whether a closing or a name follows."""
    return any(is_closing(line.bare) or is_name(line.bare) for line in lines[place + 1 : place + 3] if line.bare)


def _delimiter(lines: Sequence[Line]) -> int | None:
    """The last line that is "-- " to the letter (RFC 3676, section 4.3): what is below it is the signature, whatever it says."""
    last = max((place for place, line in enumerate(lines) if line.text in {"-- ", "--\u00a0"}), default=None)
    return last if last is not None and len(lines) - last <= _MOST_LINES else None


def is_closing(bare: str) -> bool:
    """Whether a line is a closing, alone, with a name, or one after another: "Mvh Anna Ek", "Tack på förhand / Mvh"."""
    words = bare.lower().strip(NAME_MARKS + "-– ")
    if len(words) > LONGEST or not words.startswith(CLOSINGS):
        return False
    if words in CLOSINGS:
        return True
    found = max((closing for closing in CLOSINGS if words.startswith(closing)), key=len, default="")
    rest = bare.strip(NAME_MARKS + "-– ")[len(found) :]
    if rest[:1].isalpha():
        return False
    rest = rest.strip(NAME_MARKS + "-– ")
    if rest.lower().startswith(CLOSINGS):
        return is_closing(rest)
    link = next((link for link in FROM if rest.lower().startswith(link)), "")
    sender = rest[len(link) :]
    return is_signed(sender) or bool(link and sender[:1].isupper() and is_contact(sender))


def _is_brief_closing(lines: Sequence[Line], place: int) -> bool:
    """Two letters, as "LG", below a blank line and with a name: else they are the make of a telephone."""
    word, _, beside = lines[place].bare.strip(NAME_MARKS).partition(" ")
    if word.rstrip(".").lower() not in BRIEF_CLOSINGS or not place or lines[place - 1].bare:
        return False
    name = beside or next((line.bare for line in lines[place + 1 : place + 3] if line.bare), "")
    is_named = is_name(name) and not name.isupper()
    return is_named and not _above(lines, place).endswith("?") and not _is_announced(lines, place)


def _is_slash_name(lines: Sequence[Line], place: int) -> bool:
    """Whether it says "/Anna", or "-Anna" and is no list, and nothing follows but the foot of a mailing list."""
    bare = lines[place].bare
    if place < 1 or not bare or bare[0] not in "/~-":
        return False
    below = first_said(lines, place + 1)
    if below < len(lines) and not (lines[below].bare in DELIMITERS or _is_list_foot(lines, below)):
        return False
    return len(bare.split()) <= 3 and is_name(bare[1:]) and not lines[place - 1].bare.startswith("-")


def _is_list_foot(lines: Sequence[Line], place: int) -> bool:
    below = " ".join(line.bare.lower() for line in lines[place + 1 : place + 4])
    return is_rule(lines[place].bare) and any(words in below for words in LIST_FEET)


def _is_name_block(lines: Sequence[Line], place: int) -> bool:
    """A name, a title or a workplace, and a number or an address, set off above, where nothing says whose they are.

    Above a closing it is somebody else's, who is spoken of.
    """
    name, stroke, title = lines[place].bare.partition("|")
    if not is_name(name) or not 2 <= len(name.split()) <= 4 or place < 2:
        return False
    is_set_off = not lines[place - 1].bare or is_rule(lines[place - 1].bare)
    if not is_set_off or _is_announced(lines, place):
        return False
    rest = " \n".join(line.bare for line in lines[place + 1 :])
    nearest = " \n".join(islice((line.bare for line in lines[place + 1 :] if line.bare), _FEW_LINES))
    if has_title(nearest) and is_reachable(rest):
        return True
    is_perhaps = bool(stroke and has_title(title)) or is_reachable_every_way(rest)
    return is_perhaps and not _is_announced(lines, place, POINTING_PERHAPS)


def _is_announced(lines: Sequence[Line], place: int, words: Sequence[str] = POINTING) -> bool:
    """Whether the sentence above says that somebody or something is named here."""
    above = _above(lines, place)
    if above.endswith("?"):  # asked about somebody, or the last question above a signature
        words = (*words, *POINTING_PERHAPS)
    return above.endswith(":") or any(word in above for word in words)


def _above(lines: Sequence[Line], place: int) -> str:
    """What the last line above says, in lower case; a colon where none does."""
    return next((line.bare.lower() for line in reversed(lines[:place]) if line.bare and not is_rule(line.bare)), ":")


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
