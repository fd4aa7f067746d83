"""ISO-2022-JP as Windows writes it: with ①, ㈱ and 髙, for which the standard has no place and Python's codecs no reading."""

import re

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")
_LONE = re.compile(rb"[\x21-\x7e]")


def from_windows_jis(octets: bytes) -> str:
    """The text, by way of cp932, which holds the same characters in another order. Raises UnicodeDecodeError."""
    pieces = _ESCAPE.split(octets)
    parts = [pieces[0]]
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if escape.startswith(b"$"):
            parts.append(b"".join(_in_cp932(piece[place : place + 2]) for place in range(0, len(piece), 2)))
        elif escape == b"(I":  # half-width kana
            parts.append(_LONE.sub(lambda found: bytes([found[0][0] | 0x80]), piece))
        else:
            parts.append(piece)
    return b"".join(parts).decode("cp932")


def _in_cp932(pair: bytes) -> bytes:
    """A character of JIS X 0208, its two octets 0x21 to 0x7E, in the place that cp932 gives it."""
    if len(pair) < 2 or not all(0x21 <= octet <= 0x7E for octet in pair):
        return pair
    row, cell = pair
    lead = ((row - 1) >> 1) + (0x71 if row < 0x5F else 0xB1)
    trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)
    return bytes([lead, trail])
