"""What a camera or a program writes into a picture beside the picture: when, with what, where, by whom. Taken out.

How the picture is turned is kept: without it, a photograph would lie on its side. Sources: JPEG (ITU-T T.81, annex B) with Exif
(CIPA DC-008), PNG (ISO/IEC 15948, 11.3), WebP (RFC 9649, 2.7).
"""

from collections.abc import Callable, Iterator, Mapping

_JPEG_TOLD = frozenset({0xE1, 0xED, 0xFE})
"""APP1 (Exif, XMP), APP13 (IPTC) and comments."""
_PNG_TOLD = frozenset({b"eXIf", b"iTXt", b"tEXt", b"tIME", b"zTXt"})
_WEBP_TOLD = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x0C
"""The bits of the VP8X chunk that announce them."""
_SCAN, _FILLING = 0xDA, 0xFF
_TURNED = 0x0112
_SHORT = 3


def without_traces(picture: bytes, content_type: str) -> bytes:
    """The picture without what tells of its making; as it is where its type is none of these, or it is built otherwise."""
    clean = _CLEANERS.get(content_type)
    return clean(picture) if clean else picture


def _jpeg(picture: bytes) -> bytes:
    kept, place, turned = [picture[:2]], 2, 1
    while place + 4 <= len(picture) and picture[place] == _FILLING:
        marker = picture[place + 1]
        if marker == _FILLING:
            place += 1
            continue
        if marker == _SCAN:
            return b"".join([kept[0], _turning(turned), *kept[1:], picture[place:]])
        end = place + 2 + int.from_bytes(picture[place + 2 : place + 4], "big")
        segment = picture[place:end]
        if marker not in _JPEG_TOLD:
            kept.append(segment)
        elif segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        place = end
    return picture


def _orientation(tiff: bytes) -> int:
    """How the picture is turned, 1 to 8; 1, as it lies, where it says nothing."""
    is_little = tiff[:2] == b"II"
    if not is_little and tiff[:2] != b"MM":
        return 1

    def number(place: int, size: int) -> int:
        return int.from_bytes(tiff[place : place + size], "little" if is_little else "big")

    first = number(4, 4)
    for entry in range(first + 2, min(first + 2 + 12 * number(first, 2), len(tiff)), 12):
        if number(entry, 2) == _TURNED and number(entry + 2, 2) == _SHORT:
            return number(entry + 8, 2) if 1 <= number(entry + 8, 2) <= 8 else 1
    return 1


def _turning(turned: int) -> bytes:
    """A segment that says no more than how the picture is turned; none where it lies as it is."""
    if turned == 1:
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\0\0"
    body = b"Exif\0\0" + b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _png(picture: bytes) -> bytes:
    """A chunk is its length (4), its name (4), its contents and a sum (4)."""
    kept, place = [picture[:8]], 8
    while place + 12 <= len(picture):
        end = place + 12 + int.from_bytes(picture[place : place + 4], "big")
        if picture[place + 4 : place + 8] not in _PNG_TOLD:
            kept.append(picture[place:end])
        place = end
    return b"".join(kept)


def _webp(picture: bytes) -> bytes:
    body = b"".join(_webp_chunks(picture))
    return picture[:4] + (len(body) + 4).to_bytes(4, "little") + picture[8:12] + body


def _webp_chunks(picture: bytes) -> Iterator[bytes]:
    """The chunks that are kept: name (4), length (4), contents filled up to an even length."""
    place = 12
    while place + 8 <= len(picture):
        length = int.from_bytes(picture[place + 4 : place + 8], "little")
        end = place + 8 + length + length % 2
        name, chunk = picture[place : place + 4], picture[place:end]
        if name == b"VP8X" and len(chunk) > 8:
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS & 0xFF]) + chunk[9:]
        if name not in _WEBP_TOLD:
            yield chunk
        place = end


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
