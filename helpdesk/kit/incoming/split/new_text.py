"""What the writer of a letter wrote this time, without what is quoted and without the signature.

The HTML body is read where a mail program marked in it what it quoted, since nothing is surer; else the plain body, line by
line. Everything here is linear in the length of the letter, and what is too long to read is given back as it is.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from helpdesk.kit.incoming.split.armour import without_armour
from helpdesk.kit.incoming.split.attribution import may_end_one, shared_from
from helpdesk.kit.incoming.split.cut import cut
from helpdesk.kit.incoming.split.html_lines import html_lines
from helpdesk.kit.incoming.split.lines import Line, Mark, joined, plain_lines
from helpdesk.kit.incoming.split.marker import holds_ours

MOST_TEXT = 256 * 1024
"""Characters that are read; the rest is kept uncut."""
MOST_LINES = 20_000
"""Lines that are read, likewise: as many as fill the characters above by far, unless they are next to empty."""
MOST_HTML = 1024 * 1024
"""Characters; of a longer HTML body nothing is read, since half a page says nothing sure."""

_PASSED_ON = re.compile(
    r"\s{0,20}(?:fwd?|vb|vid|vl|wg|tr|rv|enc|pd|doorst|redir\.?|videresendt?|转发)\s?[:：]", re.IGNORECASE
)
"""How mail programs begin the subject of a letter that is passed on."""


def new_text(text: str, html: str, *, subject: str = "") -> str:
    """The new text of a letter: `text` is its whole plain body, `html` its HTML body or empty.

    `subject` tells whether the letter is passed on ("VB: ..."), which looks like an answer else: then what is passed on is
    what is said, and all of it is kept.

    `html` is best given as it came: cleaning takes away the classes and ids by which mail programs mark a quotation.
    Never empty where the letter says something: one that looks quoted from end to end is given back whole.
    """
    page = html_lines(html) if html and len(html) <= MOST_HTML else None
    if page and (not text.strip() or any(line.mark is not Mark.PLAIN for line in page)):
        return _new(page, subject) or _of_plain(text, subject)
    new = _of_plain(text, subject)
    if page and len(text) <= MOST_TEXT and new == joined(plain_lines(text)):
        new_of_page = _new(page, subject)
        return new if new_of_page == joined(page) else new_of_page
    return new


def _of_plain(text: str, subject: str) -> str:
    """What is too long to read is not even parted into lines."""
    end = text.find("\n", MOST_TEXT) if len(text) > MOST_TEXT else -1
    head, rest = (text[:end], text[end:].rstrip()) if end >= 0 else (text, "")
    return _new(plain_lines(head), subject) + rest


def _new(lines: Sequence[Line], subject: str) -> str:
    lengths = accumulate(len(line.text) + 1 for line in lines)
    read = next(
        (place for place, length in enumerate(lengths) if length > MOST_TEXT or place >= MOST_LINES), len(lines)
    )
    is_passed_on = _PASSED_ON.match(subject) is not None and not any(holds_ours(line.text) for line in lines[:read])
    return joined([*cut(_parted(without_armour(lines[:read])), is_passed_on=is_passed_on), *lines[read:]])


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Two lines of one in which the answer and the line over the quotation share a line."""
    found: list[Line] = []
    for line in lines:
        place = shared_from(line.bare) if may_end_one(line) else -1
        if place > 0:
            found += [Line(line.bare[:place].rstrip("- ")), Line(line.bare[place:])]
        else:
            found.append(line)
    return found
