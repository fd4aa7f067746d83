"""Octets become parts. The standard library parses; depth, parts and fields are bounded while it does."""

import re
from email.feedparser import BytesFeedParser
from email.message import Message
from email.parser import BytesHeaderParser

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.head import mended_head

_AROUND_SLASH = re.compile(r"\s*/\s*")
_CHUNK = 64 * 1024
_BOUNDARY = re.compile(r"""boundary\s{0,10}=\s{0,10}(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)


_PARAMETER = re.compile(rb"[a-z-]{1,40}\*?=[^\r\n]{1,500}\r?\n(?:content-[a-z-]{1,40}[ \t]?:|\r?\n)", re.IGNORECASE)


class Entity(Message):
    """A part that knows how deep it lies: what would go deeper than `limits.DEPTH` is one part without parts."""

    depth = 0
    _fields = 0

    def attach(self, payload: Message) -> None:  # type: ignore[override]  # the parser attaches nothing else
        """Called by the parser before it reads the part."""
        if isinstance(payload, Entity):
            payload.depth = self.depth + 1
        super().attach(payload)

    @property
    def octets(self) -> bytes:
        """What stands in the part, as it was sent; empty for one that has parts."""
        payload = self._payload  # type: ignore[attr-defined]  # get_payload would decode it, by the label alone
        return payload.encode("ascii", "surrogateescape") if isinstance(payload, str) else b""

    def get_content_type(self) -> str:
        """See Message; a part that lies too deep to be opened has a type that nobody opens."""
        kind = _AROUND_SLASH.sub("/", super().get_content_type())
        if self.depth >= limits.DEPTH and kind.startswith(("multipart/", "message/")):
            return "application/octet-stream"
        return kind

    def get_boundary(self, failobj: object = None) -> object:  # type: ignore[override]  # the parser asks without failobj
        """See Message; as it stands in the letter, also with octets that are no ASCII."""
        declared = next((value for name, value in self.raw_items() if name.lower() == "content-type"), "")
        if str(declared).isascii():
            return super().get_boundary(failobj)
        found = _BOUNDARY.search(str(declared))
        return (found[1] or found[2]) if found else failobj

    def set_raw(self, name: str, value: str) -> None:
        """Called by the parser with each field: what is beyond reason is cut, and many are only those that are read."""
        self._fields += 1
        if self._fields > limits.HEADERS and name.lower() not in limits.NEEDED:
            return
        longest = limits.CONTENT_HEADER if name.lower().startswith("content-") else limits.HEADER
        super().set_raw(name, value[:longest])


class _Counter:
    """Makes the parser's parts and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, policy: object = None) -> Entity:
        del policy  # always compat32, the class's own
        self.made += 1
        return Entity()


def parse(raw: bytes) -> tuple[Entity, bool]:
    """The letter's parts, and whether limits left something out. Raises RecursionError at worst."""
    counter = _Counter()
    parser: BytesFeedParser[Entity] = BytesFeedParser(counter)
    octets = memoryview(_begun(raw))
    position = 0
    while position < len(octets) and counter.made <= limits.PARTS:
        parser.feed(bytes(octets[position : position + _CHUNK]))
        position += _CHUNK
    return parser.close(), position < len(octets)


def rejoined(part: Entity) -> Entity:
    """The part with its whole head, where a parameter that is not indented ended it too soon; else the part itself."""
    fields = list(part.raw_items())
    if part.is_multipart() or not fields or not str(fields[-1][1]).rstrip().endswith(";"):
        return part
    octets = part.octets
    if not _PARAMETER.match(octets):
        return part
    head = "".join(f"{name}: {value}\n" for name, value in fields).encode("utf-8", "surrogateescape")
    again, _ = parse(head + octets)
    again.depth = part.depth
    return again


def parse_head(raw: bytes) -> Entity:
    """The header fields only, whatever follows them. Raises nothing."""
    octets = _begun(raw)
    ends = [end for mark in (b"\r\n\r\n", b"\n\n", b"\r\r") if (end := octets.find(mark)) >= 0]
    head = octets[: min(ends, default=len(octets))][: limits.HEADER * 4]
    message = BytesHeaderParser(_class=Entity).parsebytes(head + b"\n\n")
    return message if isinstance(message, Entity) else Entity()


def _begun(raw: bytes) -> bytes:
    """From the first field on: a byte order mark, blank lines and the mark of a mailbox file are no part of a letter."""
    start = raw[:200]
    skipped = len(start) - len(start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if start[skipped:].startswith(b">From "):
        skipped += 1
    return mended_head(raw[skipped:] if skipped else raw)
