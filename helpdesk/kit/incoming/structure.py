"""The parts of a letter: which are its words, which are its files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from helpdesk.kit.incoming import limits, smime, tnef
from helpdesk.kit.incoming.attachments import attachment, name_of
from helpdesk.kit.incoming.calendar import calendar_lines
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.entity import Entity, parse, rejoined
from helpdesk.kit.incoming.headers import Fields, label_of, parameters
from helpdesk.kit.incoming.html import shallow, told_by_html
from helpdesk.kit.incoming.letter import Attachment, Told
from helpdesk.kit.incoming.nested import nested_file
from helpdesk.kit.incoming.told import is_called_letter, told_in, told_in_file
from helpdesk.kit.incoming.transfer import decoded
from helpdesk.kit.incoming.words import Words, taken_apart, words_of

_FILES = frozenset(
    {"text/calendar", "text/css", "text/csv", "text/directory", "text/rfc822-headers", "text/rtf", "text/vcard",
     "text/x-vcard", "text/xml", "text/javascript"}
)  # fmt: skip
"""Texts that are no words of a letter, whatever their disposition."""
_OF_LETTERS = frozenset({"text/plain", "text/html", "message/rfc822"})
"""Have a place as parts of a page: that makes no file of them."""
_OTHER_VIEWS = frozenset({"text/x-amp-html", "text/watch-html"})
"""The same words once more, for programs that show them differently."""
_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_UNWRAPPED = 3
"""Signed letters within signed letters that are opened."""


@dataclass(slots=True)
class Content:
    """What was found in the parts, in their order."""

    words: list[Words] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    calendar: list[str] = field(default_factory=list)
    is_cut: bool = False
    is_encrypted: bool = False
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A part without parts, its fields understood."""

    kind: str
    parameters: Mapping[str, str]
    disposition: str
    name: str
    content_id: str
    octets: bytes


def content_of(message: Entity) -> Content:
    """The words and files of a letter. Raises nothing but RecursionError, which `entity.parse` has excluded."""
    walk = _Walk(label_of(message))
    walk.found.words = walk.part(message)
    if not any(words.text.strip() or words.html.strip() for words in walk.found.words):
        walk.found.words = walk.packed_words
    walk.found.is_encrypted |= any("-----BEGIN PGP MESSAGE-----" in words.text for words in walk.found.words)
    walk.found.told = told_in(message, also=walk.told)
    return walk.found


class _Walk:
    """Goes through the parts once."""

    def __init__(self, label: str) -> None:
        self._label = label
        self.found = Content()
        self.packed_words: list[Words] = []
        self.told: list[str] = []
        """What stands in parts that only the walk finds."""
        self._parts = 0
        self._unwrapped = 0
        self._views = 0
        self._has_said = False

    def part(self, part: Entity) -> list[Words]:
        """The words of the part; its files are put with the others."""
        self._parts += 1
        if self._parts > limits.PARTS:
            self.found.is_cut = True
            return []
        part = rejoined(part)
        kind = part.get_content_type().split(maxsplit=1)[0]  # some leave out the semicolon after it
        if kind.startswith("multipart/"):
            return self._multipart(part, kind.removeprefix("multipart/"))
        if kind.startswith("message/") and part.is_multipart():
            return self._nested(part)
        self.found.is_cut |= part.depth >= limits.DEPTH
        return self._leaf(_leaf_of(part, kind, self._label))

    def _multipart(self, part: Entity, sort: str) -> list[Words]:
        if not part.is_multipart():
            return self._broken(part)
        if sort == "encrypted":
            self.found.is_encrypted = True
        self._views += sort == "alternative"
        views = [self.part(child) for child in _children(part)]
        self._views -= sort == "alternative"
        return _alternative(views) if sort == "alternative" else [words for view in views for words in view]

    def _broken(self, part: Entity) -> list[Words]:
        """Says that it has parts, and the mark that parts them is missing or another."""
        octets = part.octets
        mark = next((line for line in octets.splitlines()[:200] if line.startswith(b"--") and len(line) > 4), b"")
        if mark and self._unwrapped < _UNWRAPPED:
            self._unwrapped += 1
            head = b'Content-Type: multipart/mixed; boundary="' + mark[2:].strip().replace(b'"', b"") + b'"\n\n'
            again, _ = parse(head + octets)
            if again.is_multipart():
                self.told.append(told_in(again).text)
                return self.part(again)
        return self._leaf(_Leaf("text/plain", {}, "", "", "", octets))

    def _nested(self, part: Entity) -> list[Words]:
        fields = Fields(part, label=label_of(part) or self._label)
        leaf = _fields_of(fields, part.get_content_type())
        encoding = fields.first("content-transfer-encoding")
        self.found.files.append(nested_file(part, leaf.name, encoding=encoding, number=self._number))
        return []

    def _leaf(self, leaf: _Leaf) -> list[Words]:
        for opens, known in self._OPENERS:
            if opens(leaf):
                return known(self, leaf)
        if _is_words(leaf, is_first=self._begins):
            words, files = taken_apart(words_of(leaf.kind, leaf.octets, leaf.parameters))
            for name, content in files:
                self.found.files.append(attachment(name, "", content, number=self._number))
            self._has_said |= bool(words.text.strip() or words.html.strip())
            return [words]
        self._keep(leaf)
        return []

    def _keep(self, leaf: _Leaf) -> None:
        told = told_in_file(leaf.octets).text if is_called_letter(leaf.name) else ""
        self.found.files.append(
            attachment(leaf.name, leaf.kind, leaf.octets, content_id=leaf.content_id, number=self._number, told=told)
        )

    @property
    def _begins(self) -> bool:
        """Whether the letter begins here: nothing is said yet, but for another view of the same."""
        return not self.found.files and self._parts <= 3 and (not self._has_said or self._views > 0)

    @property
    def _number(self) -> int:
        return len(self.found.files) + 1

    def _invitation(self, leaf: _Leaf) -> list[Words]:
        self.found.calendar += calendar_lines(decode(leaf.octets, leaf.parameters.get("charset", "")))
        self._keep(leaf)
        return []

    def _packed(self, leaf: _Leaf) -> list[Words]:
        unpacked = tnef.unpacked(leaf.octets)
        if unpacked is None:
            self._keep(leaf)
            return []
        for name, kind, content, content_id in unpacked.files:
            self.found.files.append(attachment(name, kind, content, content_id=content_id, number=self._number))
        self.told += (unpacked.text, told_by_html(unpacked.html))
        self.packed_words.append(Words(unpacked.text, shallow(unpacked.html)))
        return []

    def _signed(self, leaf: _Leaf) -> list[Words]:
        inner = smime.unwrapped(leaf.octets) if self._unwrapped < _UNWRAPPED else None
        self.found.is_encrypted |= smime.is_sealed(leaf.octets) or leaf.parameters.get("smime-type") == "enveloped-data"
        words: list[Words] = []
        if inner is not None:
            self._unwrapped += 1
            message, is_cut = parse(inner)
            self.found.is_cut |= is_cut
            self.told.append(told_in(message).text)
            words = self.part(message)
        self._keep(leaf)
        return words

    def _other_view(self, leaf: _Leaf) -> list[Words]:
        del leaf
        return []

    _OPENERS: ClassVar[tuple[tuple[Callable[[_Leaf], bool], Callable[["_Walk", _Leaf], list[Words]]], ...]] = (
        (lambda leaf: leaf.kind == "text/calendar", _invitation),
        (lambda leaf: leaf.kind in _TNEF or leaf.name.lower() == "winmail.dat", _packed),
        (lambda leaf: leaf.kind in _SIGNED or leaf.name.lower() == "smime.p7m", _signed),
        (lambda leaf: leaf.kind in _OTHER_VIEWS and leaf.disposition != "attachment", _other_view),
    )
    """Which parts are opened, and how; the first that fits."""


def _children(part: Entity) -> Iterator[Entity]:
    payload = part.get_payload()
    return (child for child in payload if isinstance(child, Entity)) if isinstance(payload, list) else iter(())


def _alternative(views: list[list[Words]]) -> list[Words]:
    """One and the same in several views: the plainest text, the richest HTML."""
    text = next((view for view in views if any(words.text.strip() for words in view)), [])
    html = next((view for view in reversed(views) if any(words.html.strip() for words in view)), [])
    if not text or not html:
        return text or html
    return [Words("\n\n".join(words.as_text for words in text), "\n".join(words.as_html for words in html))]


def _leaf_of(part: Entity, kind: str, label: str) -> _Leaf:
    fields = Fields(part, label=label_of(part) or label)
    leaf = _fields_of(fields, kind)
    encoding = fields.first("content-transfer-encoding")
    octets = decoded(part.octets, encoding, is_text=kind.startswith("text/"))
    return _Leaf(kind, leaf.parameters, leaf.disposition, leaf.name, leaf.content_id, octets)


def _fields_of(fields: Fields, kind: str) -> _Leaf:
    _, of_kind = parameters(fields.first("content-type"))
    disposed, of_disposition = parameters(fields.first("content-disposition"))
    disposition = next(iter(disposed.split()), "")
    content_id = fields.first("content-id")
    name = name_of(of_disposition, of_kind) or ("" if kind in _OF_LETTERS else _located(fields))
    return _Leaf(kind, of_kind, disposition, name, content_id, b"")


def _located(fields: Fields) -> str:
    """The name of a file by its place (RFC 2557), where that is a name and no address."""
    place = fields.line("content-location")
    return place if "." in place and not set(place) & set(":/\\?") else ""


def _is_words(leaf: _Leaf, *, is_first: bool) -> bool:
    """Whether a part says something, rather than being a file. One with a name is a file, unless it begins the letter."""
    if not leaf.kind.startswith("text/") or leaf.kind in _FILES or leaf.disposition == "attachment":
        return False
    return not leaf.name or (is_first and leaf.disposition != "inline")
