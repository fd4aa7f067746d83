"""All that a letter holds as text, for who looks it through: every field of every head, every view of its words, letters within it.

It is shown nowhere, so nothing of it is made nice: what matters is that nothing is passed over unseen, and that it takes little time.
"""

from collections.abc import Iterable, Iterator
from email.message import Message

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.entity import Entity, parse, rejoined
from helpdesk.kit.incoming.headers import Fields, decode_words, label_of, parameters, unfolded
from helpdesk.kit.incoming.html import told_by_html
from helpdesk.kit.incoming.letter import Told
from helpdesk.kit.incoming.transfer import decoded
from helpdesk.kit.incoming.written import octets_within

_WITHIN = 3
"""Letters that are encoded within one another and opened."""
_MOST_OCTETS = limits.TOLD * 4


def told_in(part: Entity, *, also: Iterable[str] = ()) -> Told:
    """What the part and all within it tell, and `also`, which was found by other ways; cut at `limits.TOLD` characters."""
    walk = _Walk()
    walk.add(also)
    walk.part(part, 0)
    return Told("\n".join(walk.pieces), walk.is_whole)


def told_in_file(octets: bytes) -> Told:
    """What a file tells that is a letter. Raises RecursionError at worst."""
    message, is_cut = parse(octets[: limits.TOLD])
    told = told_in(message)
    return Told(told.text, told.is_whole and not is_cut and len(octets) <= limits.TOLD)


class _Walk:
    """Goes through all parts once."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_whole = True
        self._left = limits.TOLD

    def add(self, pieces: Iterable[str]) -> None:
        """Keep what there is still room for."""
        for piece in pieces:
            if len(piece) > self._left:
                self.is_whole = False
            if piece and self._left:
                self.pieces.append(piece[: self._left])
                self._left -= len(self.pieces[-1])

    def part(self, part: Entity, within: int) -> None:
        """The part, and those within it; `within` counts encoded letters around it."""
        part = rejoined(part)
        self.add(_head(part))
        self.add(unfolded(str(each), label_of(part)) for each in (part.preamble, part.epilogue) if each)
        self.is_whole &= part.depth < limits.DEPTH
        children = part.get_payload()
        if isinstance(children, list) and is_encoded(part):
            self._letter(decoded(octets_within(part).strip(), Fields(part).first("content-transfer-encoding")), within)
            return
        if isinstance(children, list):
            for child in children:
                if isinstance(child, Entity):
                    self.part(child, within)
        else:
            self._leaf(part, within)

    def _leaf(self, part: Entity, within: int) -> None:
        kind = part.get_content_type()
        fields = Fields(part)
        _, of_kind = parameters(fields.first("content-type"))
        if kind.startswith("message/") or is_called_letter(*of_kind.values(), fields.first("content-disposition")):
            self._letter(_octets(part, fields), within)
        elif kind.startswith(("text/", "multipart/")):
            octets = _octets(part, fields)
            self.is_whole &= len(octets) <= _MOST_OCTETS
            text = decode(octets[:_MOST_OCTETS], of_kind.get("charset", "") or label_of(part))
            self.add([told_by_html(text) if "<" in text else text])

    def _letter(self, octets: bytes, within: int) -> None:
        if within >= _WITHIN:
            self.is_whole = False
            return
        message, is_cut = parse(octets[: limits.TOLD])
        self.is_whole &= not is_cut and len(octets) <= limits.TOLD
        self.part(message, within + 1)


def is_encoded(part: Message) -> bool:
    """Whether a letter within a letter stands there under a transfer encoding: no RFC allows it."""
    encoding = Fields(part).first("content-transfer-encoding").strip().lower()
    return part.get_content_maintype() == "message" and encoding in {"base64", "quoted-printable"}


def is_called_letter(*names: str) -> bool:
    """Whether any of these is, or ends with, the name of a file that holds a letter."""
    return any(name.rstrip("\"' ").lower().endswith(".eml") for name in names)


def _head(part: Message) -> Iterator[str]:
    label = label_of(part)
    return (decode_words(unfolded(str(value), label)) for _, value in part.raw_items())


def _octets(part: Entity, fields: Fields) -> bytes:
    encoding = fields.first("content-transfer-encoding")
    return decoded(part.octets, encoding, is_text=part.get_content_type().startswith("text/"))
