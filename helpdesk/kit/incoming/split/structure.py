"""What an element of a letter's HTML is to the letter: quoted, the signature, the edge to the old letter."""

from collections.abc import Iterable
from enum import Enum, auto
from itertools import islice

from lxml import etree

from helpdesk.kit.incoming.split import clients
from helpdesk.kit.incoming.split.headings import heading_of
from helpdesk.kit.incoming.split.lines import LONGEST, Line

_FIRST_TEXTS = 8
"""Pieces of text at the beginning of an element in which a heading is looked for."""


class Role(Enum):
    """What an element is."""

    OLD = auto()
    """Quoted, for certain."""
    INDENTED = auto()
    """A block that may be quoted: by the writer as well."""
    LETTER_BELOW = auto()
    """With it the old letter begins."""
    SIGNATURE = auto()


def holders_of_quotations(root: etree._Element) -> set[etree._Element]:
    """The elements that a cited block stands in."""
    found: set[etree._Element] = set()
    for block in root.iter("blockquote"):
        if _is_cited(block):
            for above in block.iterancestors():
                if above in found:
                    break
                found.add(above)
    return found


def role_of(element: etree._Element, holders: set[etree._Element]) -> Role | None:
    """The element's role; None where it has none of its own. `holders` are those of the whole letter."""
    if element.tag == "blockquote":
        return Role.OLD if _is_cited(element) else Role.INDENTED
    if not element.attrib:
        return None
    classes, id_ = _classes(element), _id(element)
    if _is_old(element, classes, id_) or (_is_any(classes, clients.CONTAINERS) and element not in holders):
        return Role.OLD
    if _is_letter_below(element, classes, id_):
        return Role.LETTER_BELOW
    return Role.SIGNATURE if _is_signature(element, classes, id_) else None


def _is_old(element: etree._Element, classes: Iterable[str], id_: str) -> bool:
    return (
        id_.endswith(clients.QUOTED_IDS)
        or _is_any(classes, clients.QUOTED_CLASSES)
        or _value(element, "data-marker") in clients.QUOTED_MARKERS
        or _value(element, "name") in clients.QUOTED_NAMES
    )


def _is_letter_below(element: etree._Element, classes: Iterable[str], id_: str) -> bool:
    if id_ in clients.LETTER_BELOW_IDS or _is_any(classes, clients.LETTER_BELOW_CLASSES):
        return True
    if _value(element, "data-marker") in clients.LETTER_BELOW_MARKERS:
        return True
    if id_ in clients.LETTER_NEXT_IDS:
        following = element.getnext()
        return following is not None and following.tag == "hr"
    style = "".join(_value(element, "style").split())
    return any(rule in style for rule in clients.OUTLOOK_RULES) and _begins_with_heading(element)


def _is_signature(element: etree._Element, classes: Iterable[str], id_: str) -> bool:
    return (
        id_ in clients.SIGNATURE_IDS
        or _is_any(classes, clients.SIGNATURE_CLASSES)
        or any(each in clients.SIGNATURE_WHOLE_CLASSES for each in classes)
        or _value(element, "name") in clients.SIGNATURE_NAMES
    )


def _is_cited(block: etree._Element) -> bool:
    return _value(block, "type") == "cite" or _is_any(_classes(block), clients.CONTAINERS)


def _is_any(classes: Iterable[str], wanted: tuple[str, ...]) -> bool:
    """Yahoo, and Outlook when it passes a letter on, put something of their own before another's class."""
    return any(each.endswith(wanted) for each in classes)


def _begins_with_heading(element: etree._Element) -> bool:
    text = " ".join(islice((piece[:LONGEST] for piece in element.itertext() if piece.strip()), _FIRST_TEXTS))
    return heading_of(Line(text).bare) is not None


def _classes(element: etree._Element) -> list[str]:
    return _value(element, "class").split()


def _id(element: etree._Element) -> str:
    return _value(element, "id").removeprefix("x_")


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(name, ""))[:LONGEST].lower()
