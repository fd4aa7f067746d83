"""Small pictures, three wide and two high, made byte by byte."""

import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG's bones with these segments before its frame."""
    before = b"".join(b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in segments)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, 3, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + before + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these parts."""
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0" * 8))
    + chunk(b"IEND", b"")
)
GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + b"\0\0\0;"
JFIF = (0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
JPEG = jpeg(JFIF)
JPEG_WITH_PLACE = jpeg(
    JFIF,
    (0xE1, b"Exif\0\0MM" + struct.pack(">HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, 6, 0, 0) + b"Kramfors"),
    (0xE1, b"http://ns.adobe.com/xap/1.0/\0Kramfors"),
)
WEBP_LOSSY = webp((b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 3, 2)))
WEBP_LOSSLESS = webp((b"VP8L", b"\x2f" + struct.pack("<I", 2 | 1 << 14) + b"\0" * 5))
WEBP_EXTENDED = webp((b"VP8X", b"\0\0\0\0\x02\0\0\x01\0\0"))
