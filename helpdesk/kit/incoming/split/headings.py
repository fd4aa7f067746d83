"""The headings of an old letter within a new one: "Från: … Skickat: … Till: … Ämne: …", as Outlook and others write them.

A person writes "Från: plan 2" and "Till: plan 5" below each other too. What tells them apart is what only letters have: an
address, the heading "Skickat" or "Ämne", a time of day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helpdesk.kit.incoming.split.languages import HEADINGS, MAIL_HEADINGS, Heading
from helpdesk.kit.incoming.split.lines import Line, first_said

_MOST_LINES = 16
"""That a block of headings is looked for in."""
_MOST_FOLDED = 2
"""Lines in a row that continue the heading above: long lists of recipients are folded."""
_LONGEST_LABEL = 24
_ENOUGH = 4
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_RAW = (
    "message-id:",
    "received:",
    "return-path:",
    "mime-version:",
    "content-type:",
    "delivered-to:",
    "x-",
    "dkim-signature:",
)
"""Stand in the head of a letter as it was sent, which people copy when they ask why it did not arrive."""
_BEGINS = {Heading.FROM, Heading.SENT, Heading.TO, Heading.SUBJECT}


@dataclass(slots=True)
class _Block:
    """What was found so far."""

    first: Heading
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

    def note_within(self, value: str) -> None:
        """The headings that follow in the same line: some programs take away the line breaks."""
        words = value.split()
        for place, word in enumerate(words):
            kind = HEADINGS.get(word[:-1].lower()) if word.endswith(":") and word[0].isupper() else None
            if kind:
                self.note(kind, word[:-1].lower(), " ".join(words[place + 1 :]))

    @property
    def is_letter(self) -> bool:
        """Whether only a mail program writes this: at least two kinds of headings, and enough that a list has not."""
        if len(self.kinds) < 2 or not self.kinds & {Heading.FROM, Heading.SENT}:
            return False
        if Heading.FROM not in self.kinds and not (self.first is Heading.SENT and self.has_address):
            return False  # "Ämne: larm, Datum: 4 mars, Plats: Sund", or what a report says of a letter of ours
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
    kind = HEADINGS.get(label) or HEADINGS.get(label.replace(" ", ""))
    return (kind, label, value) if kind else None


def begins_old_letter(lines: Sequence[Line], place: int) -> bool:
    """Whether the headings of an old letter begin in this line. Looks at no more than the next few."""
    first = heading_of(lines[place].bare)
    if first is None or first[0] not in _BEGINS or _is_copied(lines, place):
        return False
    block = _Block(first[0])
    for kind, label, value in _headings(lines, place):
        if kind is first[0] and block.kinds:
            break  # with its first heading again another block begins
        block.note(kind, label, value)
        block.note_within(value)
        if block.is_letter:
            break
    return block.is_letter


def _headings(lines: Sequence[Line], place: int) -> Iterator[tuple[Heading, str, str]]:
    """The headings from there on, to the end of their block: a blank line, unless one stands between all of them.

    Only blocks that begin with the sender are set so wide.
    """
    first = heading_of(lines[place].bare)
    is_dense = first is not None and first[0] is not Heading.FROM
    folded, was_heading = 0, False
    for line in lines[place : place + _MOST_LINES]:
        if not line.bare and (is_dense or folded):
            return
        found = heading_of(line.bare) if line.is_plain else None
        folded = 0 if found else folded + bool(line.bare)
        is_dense = is_dense or bool(found and was_heading)
        if folded > _MOST_FOLDED:
            return
        if found:
            yield found
        was_heading = found is not None


def after_head(lines: Sequence[Line], place: int) -> int:
    """The first line past an old letter's separator and headings that says something: at least one line is passed over."""
    last = place
    for below in range(place + 1, min(place + _MOST_LINES, len(lines))):
        if lines[below].is_quoted:
            break
        last = below if lines[below].is_plain and heading_of(lines[below].bare) else last
        if below - last > _MOST_FOLDED:
            break
    return first_said(lines, last + 1)


def _is_copied(lines: Sequence[Line], place: int) -> bool:
    """Whether headings right above are such that no mail program shows: a person, or a report, shows the head of a letter."""
    for line in reversed(lines[max(place - _MOST_LINES, 0) : place]):
        if line.bare.lower().startswith(_RAW):
            return True
        if heading_of(line.bare) is None:
            return False
    return False
