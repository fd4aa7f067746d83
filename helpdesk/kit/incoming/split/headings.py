"""The headings of an old letter within a new one: "Från: … Skickat: … Till: … Ämne: …", as Outlook and others write them.

A person writes "Från: plan 2" and "Till: plan 5" below each other too. What tells them apart is what only letters have: an
address, the heading "Skickat" or "Ämne", a time of day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpdesk.kit.incoming.split.languages import HEADINGS, MAIL_HEADINGS, Heading
from helpdesk.kit.incoming.split.lines import Line, Mark

_MOST_LINES = 16
"""That a block of headings is looked for in."""
_MOST_FOLDED = 2
"""Lines in a row that continue the heading above: long lists of recipients are folded."""
_LONGEST_LABEL = 24
_ENOUGH = 4
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_BEGINS = {Heading.FROM, Heading.SENT, Heading.TO, Heading.SUBJECT}


@dataclass(slots=True)
class _Block:
    """What was found so far."""

    kinds: set[Heading] = field(default_factory=set)
    has_address: bool = False
    has_time: bool = False
    has_mail_label: bool = False

    def note(self, kind: Heading, label: str, value: str) -> None:
        """One heading more."""
        self.kinds.add(kind)
        self.has_address = self.has_address or (kind in {Heading.FROM, Heading.TO, Heading.COPY} and "@" in value)
        self.has_time = self.has_time or (kind is Heading.SENT and bool(_TIME.search(value)))
        self.has_mail_label = self.has_mail_label or label in MAIL_HEADINGS

    @property
    def is_letter(self) -> bool:
        """Whether only a mail program writes this: at least two kinds of headings, and enough that a list has not."""
        if len(self.kinds) < 2 or not self.kinds & {Heading.FROM, Heading.SENT}:
            return False
        if not (self.has_address or self.has_mail_label):
            return False
        return len(self.kinds) + self.has_address + self.has_time + self.has_mail_label >= _ENOUGH


def heading_of(bare: str) -> tuple[Heading, str, str] | None:
    """What a line is a heading of, its label in lower case and its value."""
    label, colon, value = bare[: _LONGEST_LABEL + 2].replace("：", ":").partition(":")
    value += bare[_LONGEST_LABEL + 2 :]
    if not colon or len(label) > _LONGEST_LABEL:
        return None
    label = label.strip(" _").lower()
    kind = HEADINGS.get(label)
    return (kind, label, value) if kind else None


def begins_old_letter(lines: Sequence[Line], place: int) -> bool:
    """Whether the headings of an old letter begin in this line. Looks at no more than the next few."""
    first = heading_of(lines[place].bare)
    if first is None or first[0] not in _BEGINS:
        return False
    block, folded = _Block(), 0
    for line in lines[place : place + _MOST_LINES]:
        if not line.bare:
            continue
        found = heading_of(line.bare) if line.mark is Mark.PLAIN else None
        folded = 0 if found else folded + 1
        if folded > _MOST_FOLDED or (found and found[0] is first[0] and block.kinds):
            break  # with its first heading again another block begins
        if found:
            block.note(*found)
        if block.is_letter:
            break
    return block.is_letter
