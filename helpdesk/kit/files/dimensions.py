"""How wide and high a picture is, read from its own first bytes: nothing of it is decoded.

Sources: PNG (ISO/IEC 15948, IHDR), GIF89a (logical screen descriptor), JPEG (ITU-T T.81, B.2: frame header), WebP (RFC 9649:
VP8, VP8L and VP8X chunks).
"""

from collections.abc import Callable, Mapping

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that begin a frame; the three others are tables."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG's markers without contents."""


def dimensions(picture: bytes, content_type: str) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP; None where it is none, is broken, or has no size."""
    read = _READERS.get(content_type)
    found = read(picture) if read else None
    return found if found is not None and min(found) > 0 else None


def _png(picture: bytes) -> tuple[int, int] | None:
    if picture[:8] != b"\x89PNG\r\n\x1a\n" or picture[12:16] != b"IHDR" or len(picture) < 24:
        return None
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def _gif(picture: bytes) -> tuple[int, int] | None:
    if picture[:6] not in {b"GIF87a", b"GIF89a"} or len(picture) < 10:
        return None
    return int.from_bytes(picture[6:8], "little"), int.from_bytes(picture[8:10], "little")


def _jpeg(picture: bytes) -> tuple[int, int] | None:
    """Step from segment to segment until the frame header; each step goes forward, so it ends."""
    place = 2 if picture[:2] == b"\xff\xd8" else len(picture)
    while place + 9 <= len(picture) and picture[place] == 0xFF:
        marker = picture[place + 1]
        if marker in _FRAMES:
            height, width = picture[place + 5 : place + 7], picture[place + 7 : place + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        if marker == 0xFF:  # filling
            place += 1
        elif marker in _ALONE:
            place += 2
        else:
            place += 2 + max(2, int.from_bytes(picture[place + 2 : place + 4], "big"))
    return None


def _webp(picture: bytes) -> tuple[int, int] | None:
    if picture[:4] != b"RIFF" or picture[8:12] != b"WEBP" or len(picture) < 30:
        return None
    return _WEBP_CHUNKS.get(picture[12:16], _nothing)(picture[20:30])


def _lossy(data: bytes) -> tuple[int, int] | None:
    if data[3:6] != b"\x9d\x01\x2a":
        return None
    return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF


def _lossless(data: bytes) -> tuple[int, int] | None:
    if data[0] != 0x2F:
        return None
    bits = int.from_bytes(data[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _extended(data: bytes) -> tuple[int, int] | None:
    return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1


def _nothing(_data: bytes) -> None:
    return None


_READERS: Mapping[str, Callable[[bytes], tuple[int, int] | None]] = {
    "image/png": _png,
    "image/gif": _gif,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
}
_WEBP_CHUNKS: Mapping[bytes, Callable[[bytes], tuple[int, int] | None]] = {
    b"VP8 ": _lossy,
    b"VP8L": _lossless,
    b"VP8X": _extended,
}
