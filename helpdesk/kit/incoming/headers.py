"""Header fields as text: raw 8-bit, encoded words (RFC 2047) however they are broken, and parameters (RFC 2231)."""

import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from urllib.parse import unquote_to_bytes

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.cleaning import clean_line
from helpdesk.kit.incoming.transfer import from_base64

WORD = r"=\?[\w.:+*()-]{0,60}\?[bBqQ]\?[^?]*+(?:\?(?!=)[^?]*+)*+\?="
_WORD = re.compile(r"=\?([\w.:+*()-]{0,60})\?([bBqQ])\?([^?]*+(?:\?(?!=)[^?]*+)*+)\?=")
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([\w.:+-]{1,40})""", re.IGNORECASE)
_BREAKS = re.compile(r"[\r\n]+")
_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+(?:=\s*+("(?:[^"\\]|\\.)*+"?+|[^;]*+))?+')
_UNPARTED = re.compile(r"(?<=\s)((?:file)?name\*\d{1,3}\*?=)", re.IGNORECASE)
"""A piece of a name, where the semicolon before it is missing."""
_NUMBERED = re.compile(r"^([^*]+)(?:\*(\d{1,4}))?(\*)?$")
_ESCAPED = re.compile(r"\\(.)")


class Fields:
    """The header fields of a part by their names, as text with encoded words left in."""

    def __init__(self, message: Message, *, label: str = "") -> None:
        """Of this part only, not of those within it. `label` is the encoding of raw 8-bit text that is no UTF-8."""
        self._found: dict[str, list[str]] = {}
        self._label = label or label_of(message)
        for name, value in message.raw_items():
            self._found.setdefault(name.lower(), []).append(str(value))

    def first(self, name: str) -> str:
        """The topmost field of that name, unfolded; empty when there is none."""
        found = self._found.get(name)
        return unfolded(found[0], self._label) if found else ""

    def has(self, name: str) -> bool:
        """Whether there is one, empty or not."""
        return name in self._found

    def every(self, *names: str) -> Iterator[str]:
        """All fields of these names, name by name."""
        return (unfolded(value, self._label) for name in names for value in self._found.get(name, ()))

    def line(self, name: str) -> str:
        """The topmost field of that name as clean text in one line."""
        return clean_line(decode_words(self.first(name)[: limits.LINE * 4]))


def label_of(message: Message) -> str:
    """The encoding that a letter declares for its text, that of its first part where it has parts; empty for none."""
    part = message
    for _ in range(limits.DEPTH):
        declared = next((str(value) for name, value in part.raw_items() if name.lower() == "content-type"), "")
        found = _CHARSET.search(declared)
        inner = part.get_payload() if part.is_multipart() else None
        if found or not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
            return found[1] if found else ""
        part = inner[0]
    return ""


def unfolded(value: str, label: str = "") -> str:
    """A raw field in one line, its raw octets (surrogates) read by the ladder: mailers write them as they write the text."""
    flat = _BREAKS.sub("", value)
    if flat.isascii():
        return flat
    return decode(flat.encode("utf-8", "surrogateescape"), label)


def decode_words(value: str) -> str:
    """The text with its encoded words decoded; words that stand beside one another are one text, as if never cut."""
    end = value.rfind("?=")
    if end < 0:
        return value
    parts: list[str] = []
    run: list[tuple[str, str, str]] = []
    position = 0
    for found in _WORD.finditer(value, 0, end + 2):
        between = value[position : found.start()]
        if run and between.strip():
            parts.append(_joined(run))
            run = []
        if not run:
            parts.append(between)
        run.append((found[1].lower(), found[2].lower(), found[3]))
        position = found.end()
    return "".join([*parts, _joined(run), value[position:]])


def _joined(run: list[tuple[str, str, str]]) -> str:
    """Words of one encoding are joined as octets first: some mailers cut within a character."""
    text: list[str] = []
    label, octets, open_base64 = "", b"", ""
    for charset, encoding, written in run:
        if charset != label:
            text.append(decode(octets + from_base64(open_base64.encode()), label))
            label, octets, open_base64 = charset, b"", ""
        if encoding == "b":
            open_base64 += "".join(written.split())
            if len(open_base64) % 4 == 0 or open_base64.endswith("="):
                octets += from_base64(open_base64.encode("utf-8", "replace"))
                open_base64 = ""
        else:
            octets += from_base64(open_base64.encode()) + _from_q(written)
            open_base64 = ""
    return "".join([*text, decode(octets + from_base64(open_base64.encode("utf-8", "replace")), label)])


def _from_q(written: str) -> bytes:
    return binascii.a2b_qp(written.encode("utf-8", "replace"), header=True)


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """A field such as Content-Type as its lower-case value and its parameters, all names in lower case.

    Continued and percent-encoded ones (RFC 2231) are put together; encoded words, which no RFC allows here and many
    mailers write, are decoded too.
    """
    main, _, _ = value.partition(";")
    rest = value[len(main) :]
    if "=" in main:  # without the semicolon
        main, _, first = main.strip().partition(" ")
        rest = f";{first}{rest}"
    if '"' not in rest:
        rest = _UNPARTED.sub(r";\1", rest)
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAMETER.finditer(rest):
        numbered = _NUMBERED.match(found[1].lower())
        written = _unquoted(found[2] or "")
        if found[1].lower() == "charset":
            written = next(iter(written.split()), "")  # what follows is a comment
        if numbered is None or not (numbered[2] or numbered[3]):
            plain.setdefault(found[1].lower(), clean_line(decode_words(written)))
        else:
            pieces.setdefault(numbered[1], []).append((int(numbered[2] or 0), bool(numbered[3]), written))
    return main.strip().lower(), plain | {name: _put_together(found) for name, found in pieces.items()}


def _unquoted(written: str) -> str:
    if written.startswith('"'):
        return _ESCAPED.sub(r"\1", written[1:-1] if len(written) > 1 and written.endswith('"') else written[1:])
    return written.strip()


def _put_together(pieces: Iterable[tuple[int, bool, str]]) -> str:
    octets, label = b"", ""
    for position, (_, is_encoded, written) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        text = written
        if position == 0 and is_encoded and text.count("'") >= 2:
            label, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "replace")
        octets += unquote_to_bytes(raw) if is_encoded else raw
    return clean_line(decode_words(decode(octets, label)))
