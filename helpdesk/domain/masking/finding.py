"""Find what may point somebody out, and lay marks in its place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.domain.errors import N_
from helpdesk.domain.masking import patterns
from helpdesk.domain.personal_data import personal_numbers


class MaskKind(StrEnum):
    """What a hit looks like. Of two hits of the same length, the kind that stands first here counts."""

    PERSONAL_NUMBER = "personal_number"
    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    PHONE = "phone"
    REFERENCE = "reference"
    ADDRESS = "address"
    NAME = "name"
    MUNICIPALITY = "municipality"


MARKS = {
    MaskKind.PERSONAL_NUMBER: "[personnummer]",
    MaskKind.EMAIL: "[e-post]",
    MaskKind.WEB_ADDRESS: "[webbadress]",
    MaskKind.PHONE: "[telefon]",
    MaskKind.REFERENCE: "[ärendenummer]",
    MaskKind.ADDRESS: "[adress]",
    MaskKind.NAME: "[namn]",
    MaskKind.MUNICIPALITY: "[kommun]",
}
"""What stands in the place of each kind. Articles are in Swedish only, and so are these."""

KIND_NAMES = {
    MaskKind.PERSONAL_NUMBER: N_("Personal identity number"),
    MaskKind.EMAIL: N_("E-mail address"),
    MaskKind.WEB_ADDRESS: N_("Web address"),
    MaskKind.PHONE: N_("Telephone number"),
    MaskKind.REFERENCE: N_("Ticket or diary number"),
    MaskKind.ADDRESS: N_("Postal address"),
    MaskKind.NAME: N_("Name"),
    MaskKind.MUNICIPALITY: N_("Municipality"),
}

_ORDER = tuple(MaskKind)
_STANDING_MARK = re.compile("(?:" + "|".join(re.escape(mark) for mark in MARKS.values()) + ")s?")
_FILLER = "["
"""Stands for what is found already while the rest is searched: no pattern goes across it."""

Hit = tuple[int, int, MaskKind]
Pattern = tuple[re.Pattern[str], MaskKind]


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A hit: `text` stands from `start` to before `end`, and `replacement` would stand there instead."""

    start: int
    end: int
    kind: MaskKind
    text: str
    replacement: str


def proposals(
    text: str, names: Sequence[str], places: Sequence[str], references: Sequence[str] = ()
) -> tuple[Proposal, ...]:
    """Everything in `text` that may point somebody out, in its order; hits that overlap are one.

    `names` are full names of people; `places` are municipalities' short names and their domains (what has a dot is a
    domain); `references` are numbers that stand for the matter itself, as the municipality's diary number. What is masked
    already is no hit.
    """
    wanted = tuple(_patterns(names, places, references))
    found: list[Hit] = []
    left = text
    # One hit can lay bare another (a number that stood glued to an address): look until nothing more is there.
    while new := _merged(_unmarked(left, _hits(left, wanted))):
        found += new
        for start, end, _ in new:
            left = left[:start] + _FILLER * (end - start) + left[end:]
    return tuple(Proposal(start, end, kind, text[start:end], MARKS[kind]) for start, end, kind in sorted(found))


def apply(text: str, accepted: Iterable[Proposal]) -> str:
    """`text` with the accepted proposals masked; one that does not fit the text (any more) is passed over."""
    parts: list[str] = []
    done = 0
    for each in sorted(accepted):
        if each.start >= done and text[each.start : each.end] == each.text:
            parts += [text[done : each.start], each.replacement]
            done = each.end
    return "".join([*parts, text[done:]])


def _patterns(names: Sequence[str], places: Sequence[str], references: Sequence[str]) -> Iterator[Pattern]:
    yield patterns.EMAIL, MaskKind.EMAIL
    yield patterns.PHONE, MaskKind.PHONE
    yield patterns.REFERENCE, MaskKind.REFERENCE
    yield patterns.ADDRESS, MaskKind.ADDRESS
    for reference in references:
        yield from ((pattern, MaskKind.REFERENCE) for pattern in patterns.exact(reference))
    for name in names:
        yield from ((pattern, MaskKind.NAME) for pattern in patterns.of_name(name))
    for place in places:
        if "." in place:
            yield from ((pattern, MaskKind.WEB_ADDRESS) for pattern in patterns.of_domain(place))
        else:
            yield from ((pattern, MaskKind.MUNICIPALITY) for pattern in patterns.of_place(place))


def _hits(text: str, wanted: Iterable[Pattern]) -> Iterator[Hit]:
    for number in personal_numbers(text):
        yield number.start, number.end, MaskKind.PERSONAL_NUMBER
    for pattern, kind in wanted:
        for match in pattern.finditer(text):
            # The last group that took part is the hit; without groups it is all of the match.
            start, end = match.span(match.lastindex or 0)
            yield start, end, kind


def _unmarked(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what touches a mark that stands in the text already."""
    marks = [match.span() for match in _STANDING_MARK.finditer(text)]
    return [hit for hit in hits if not any(hit[0] < end and start < hit[1] for start, end in marks)]


def _merged(hits: list[Hit]) -> list[Hit]:
    """Hits that overlap become one, of the kind of the longest."""
    groups: list[list[Hit]] = []
    reach = 0
    for hit in sorted(hits):
        if hit[0] >= reach:
            groups.append([])
        groups[-1].append(hit)
        reach = max(reach, hit[1])
    return [_one(group) for group in groups]


def _one(group: list[Hit]) -> Hit:
    _, _, kind = max(group, key=lambda hit: (hit[1] - hit[0], -_ORDER.index(hit[2])))
    return group[0][0], max(end for _, end, _ in group), kind
