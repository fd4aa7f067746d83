"""What the writer of a letter wrote this time, without what is quoted and without the signature.

The HTML body is read where a mail program marked in it what it quoted, since nothing is surer; else the plain body, line by
line. Everything here is linear in the length of the letter, and what is too long to read is given back as it is.
"""

from collections.abc import Sequence
from itertools import accumulate

from helpdesk.kit.incoming.split.cut import cut
from helpdesk.kit.incoming.split.html_lines import html_lines
from helpdesk.kit.incoming.split.lines import Line, Mark, joined, plain_lines

MOST_TEXT = 256 * 1024
"""Characters that are read; the rest is kept uncut."""
MOST_LINES = 20_000
"""Lines that are read, likewise: as many as fill the characters above by far, unless they are next to empty."""
MOST_HTML = 1024 * 1024
"""Characters; of a longer HTML body nothing is read, since half a page says nothing sure."""


def new_text(text: str, html: str) -> str:
    """The new text of a letter: `text` is its whole plain body, `html` its HTML body or empty.

    `html` is best given as it came: cleaning takes away the classes and ids by which mail programs mark a quotation.
    Never empty where the letter says something: one that looks quoted from end to end is given back whole.
    """
    page = html_lines(html) if html and len(html) <= MOST_HTML else None
    if page and (not text.strip() or any(line.mark is not Mark.PLAIN for line in page)):
        return _new(page) or _new(plain_lines(text))
    return _new(plain_lines(text))


def _new(lines: Sequence[Line]) -> str:
    lengths = accumulate(len(line.text) + 1 for line in lines)
    read = next(
        (place for place, length in enumerate(lengths) if length > MOST_TEXT or place >= MOST_LINES), len(lines)
    )
    return joined([*cut(lines[:read]), *lines[read:]])
