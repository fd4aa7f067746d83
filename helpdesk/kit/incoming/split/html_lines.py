"""A letter's HTML as lines, each with what the mail program said of it. Walks the tree without recursion."""

from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from helpdesk.kit.incoming.attributes import has_too_many_attributes
from helpdesk.kit.incoming.split.lines import Line, Mark, is_cited
from helpdesk.kit.incoming.split.structure import Role, holders_of_quotations, role_of

_DEEPEST = 2000
"""Elements within each other; the parser drops what stands deeper, so that such a page is not to be relied on."""
_UNSEEN = frozenset({"head", "script", "style", "title", "template", "object", "textarea", "select", "noscript"})
_SPACED = frozenset({"p", "blockquote", "ul", "ol", "dl", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Have a blank line before and after."""
_STACKED = (
    "address article aside body caption center dd div dt fieldset figure footer form header hr html legend li main nav"
    " section tbody tfoot thead tr"
)
_BLOCKS = _SPACED | frozenset(_STACKED.split())
_LISTS = frozenset({"ol", "ul"})
_CELLS = frozenset({"td", "th"})
_LONGEST_EMOJI = 4
_MOST_TEXTS = 20
"""Pieces of text that the words of a link are made of."""
_MARKS = {Role.OLD: Mark.OLD, Role.INDENTED: Mark.QUOTED, Role.LETTER_BELOW: Mark.OLD, Role.SIGNATURE: Mark.SIGNATURE}


@dataclass(slots=True)
class _Page:
    """What is written so far."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=lambda: [Mark.PLAIN])
    numbers: list[int | None] = field(default_factory=list)
    """Of every list around: how many of its items came by, None where they are not numbered."""
    item: str = ""
    """The mark of a list's item of which nothing is written yet: Outlook puts its words into a block of their own."""
    preformatted: int = 0

    def write(self, text: str | None) -> None:
        """Text as it stands in the HTML: its line breaks count only where the text is preformatted."""
        if not text:
            return
        if not self.preformatted:
            self.pieces.append(text)
            return
        *whole, last = text.split("\n")
        for line in whole:
            self.pieces.append(line)
            self.end_line()
        self.pieces.append(last)

    def end_line(self, *, is_forced: bool = True) -> None:
        """Begin a new line; unforced only where something stands in this one: a no-break space is an empty line."""
        text = "".join(self.pieces)
        said = text.rstrip() if self.preformatted else " ".join(text.split())
        if said or is_forced or "\u00a0" in text:
            mark = Mark.QUOTED if self.marks[-1] is Mark.PLAIN and is_cited(said, self.lines) else self.marks[-1]
            self.lines.append(Line(self.item + said if said else "", mark))
            self.item = "" if said else self.item
        self.pieces.clear()

    def space(self) -> None:
        """Have a blank line here."""
        self.end_line(is_forced=False)
        if self.lines and self.lines[-1].bare:
            self.lines.append(Line("", self.marks[-1]))


def html_lines(html: str) -> list[Line] | None:
    """The page's lines; None where it cannot be read as a whole."""
    root = _tree(html)
    if root is None:
        return None
    page, holders, depth = _Page(), holders_of_quotations(root), 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return None
        if event == "end":
            _leave(page, element, holders)
        elif element.tag in _UNSEEN:
            page.marks.append(page.marks[-1])
            walk.skip_subtree()
        else:
            _enter(page, element, holders)
    page.end_line(is_forced=False)
    return page.lines


def _tree(html: str) -> etree._Element | None:
    if has_too_many_attributes(html):
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None


def _enter(page: _Page, element: etree._Element, holders: set[etree._Element]) -> None:
    tag = element.tag
    role = role_of(element, holders)
    if tag in _BLOCKS or role:
        page.space() if tag in _SPACED and not _is_tight(element) else page.end_line(is_forced=False)
    if role is Role.LETTER_BELOW and page.marks[-1] is not Mark.QUOTED:
        page.marks = [Mark.OLD] * len(page.marks)
    page.marks.append(_stronger(page.marks[-1], role))
    page.preformatted += tag == "pre"
    if tag == "br":
        page.end_line()
    elif tag == "li":
        page.item = _item(page.numbers)
    elif tag in _LISTS:
        page.numbers.append(0 if tag == "ol" else None)
    elif tag == "img":
        page.write(_emoji(element))
    page.write(element.text)


def _leave(page: _Page, element: etree._Element, holders: set[etree._Element]) -> None:
    tag = element.tag
    if tag == "a":
        page.write(_target(element))
    elif tag in _LISTS:
        page.numbers.pop()
    elif tag in _CELLS:
        page.pieces.append("  ")
    if tag in _BLOCKS or role_of(element, holders):
        page.space() if tag in _SPACED and not _is_tight(element) else page.end_line(is_forced=False)
    page.item = "" if tag == "li" else page.item
    page.preformatted -= tag == "pre"
    page.marks.pop()
    page.write(element.tail)


def _stronger(mark: Mark, role: Role | None) -> Mark:
    """An old letter's signature is old."""
    if role is None or mark in {Mark.OLD, Mark.SIGNATURE}:
        return mark
    return _MARKS[role]


def _is_tight(element: etree._Element) -> bool:
    """Outlook's paragraphs are lines: what stands between them is an empty paragraph of its own."""
    return element.tag == "p" and "msonormal" in element.get("class", "").lower()


def _item(numbers: list[int | None]) -> str:
    count = numbers[-1] if numbers else None
    if count is None:
        return "- "
    numbers[-1] = count + 1
    return f"{count + 1}. "


def _target(element: etree._Element) -> str:
    """Where a link leads, when its words do not say so."""
    href = str(element.get("href", "")).strip()
    words = "".join(islice(element.itertext(), _MOST_TEXTS)).strip()
    return f" <{href}>" if words and href.lower().startswith(("http://", "https://")) and href not in words else ""


def _emoji(element: etree._Element) -> str:
    alt = str(element.get("alt", ""))
    return alt if len(alt) <= _LONGEST_EMOJI and not alt.isascii() else ""
