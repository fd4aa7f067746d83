"""Letters within PKCS #7 (S/MIME): a signed one is unwrapped, an encrypted one stays closed.

Nothing is verified here, and nothing that is shown may say so: who signed is not looked at. What is read is the way to the
content (RFC 5652, sections 3 and 5.1) in BER, so that a letter is readable also where the signer's certificate is missing.
"""

from collections.abc import Iterator

_SIGNED = bytes.fromhex("2a864886f70d010702")
_SEALED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117"))
_HEAD = 64
"""Octets in which the type of the content stands (RFC 5652, section 3)."""
_SEQUENCE, _EXPLICIT, _OCTETS, _OCTETS_IN_PIECES = 0x30, 0xA0, 0x04, 0x24
_WAY = (_SEQUENCE, _EXPLICIT, _SEQUENCE, _SEQUENCE, _EXPLICIT)
"""From the outermost value to what holds the content."""
_CONSTRUCTED = 0x20
_MARK = b"\0\0"
_INDEFINITE = 0x80
_DEEPEST = 16
_MOST_VALUES = 500_000


class _BrokenError(Exception):
    """What should be BER is none."""


def is_sealed(content: bytes) -> bool:
    """Whether it is encrypted."""
    return any(oid in content[:_HEAD] for oid in _SEALED)


def unwrapped(content: bytes) -> bytes | None:
    """The letter that an opaque signature wraps; None where there is none to be had."""
    if _SIGNED not in content[:_HEAD]:
        return None
    reader = _Reader(content)
    try:
        return reader.content() or None
    except (_BrokenError, IndexError):
        return None


class _Reader:
    """Finds values by their places; each is a tag, a length, and what it holds."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._read = 0

    def content(self) -> bytes:
        """What was signed, as octets; empty where only the signature is there."""
        within = 0, len(self._octets)
        for tag in _WAY:
            within = self._first(tag, *within)
        return b"".join(self._pieces(*within, 0))

    def _first(self, wanted: int, start: int, end: int) -> tuple[int, int]:
        """Where the contents of the first value with that tag begin and end."""
        return next(((begins, ends) for tag, begins, ends, _ in self._values(start, end) if tag == wanted), (end, end))

    def _pieces(self, start: int, end: int, depth: int) -> Iterator[bytes]:
        for tag, begins, ends, _ in self._values(start, end):
            if tag == _OCTETS:
                yield self._octets[begins:ends]
            elif tag == _OCTETS_IN_PIECES and depth < _DEEPEST:
                yield from self._pieces(begins, ends, depth + 1)

    def _values(self, start: int, end: int, depth: int = 0) -> Iterator[tuple[int, int, int, int]]:
        """The values between two places: the tag, where what it holds begins and ends, and where the value itself ends."""
        place = start
        while place < end and self._octets[place : place + 2] != _MARK:
            self._read += 1
            if self._read > _MOST_VALUES or depth > _DEEPEST:
                raise _BrokenError
            tag, begins, length = self._head(place)
            ends = min(begins + length, end) if length is not None else self._end(begins, end, depth)
            place = ends if length is not None else ends + len(_MARK)
            yield tag, begins, ends, place

    def _head(self, place: int) -> tuple[int, int, int | None]:
        """The tag, where the contents begin, and how long they are; None where a mark ends them."""
        tag, length = self._octets[place], self._octets[place + 1]
        if length == _INDEFINITE and tag & _CONSTRUCTED:
            return tag, place + 2, None
        if length < _INDEFINITE:
            return tag, place + 2, length
        begins = place + 2 + (length & ~_INDEFINITE)
        return tag, begins, int.from_bytes(self._octets[place + 2 : begins], "big")

    def _end(self, start: int, end: int, depth: int) -> int:
        """Where the mark stands that ends contents without a length."""
        return max((after for *_, after in self._values(start, end, depth + 1)), default=start)
