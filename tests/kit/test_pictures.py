"""Pictures read from their bytes: size, and what the camera tells beside the picture."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.files.dimensions import dimensions
from helpdesk.kit.files.traces import without_traces
from helpdesk.kit.markup.pictures import PictureMark, pictures_in
from tests.factories.pictures import (
    GIF,
    JPEG,
    JPEG_WITH_PLACE,
    PNG,
    WEBP_EXTENDED,
    WEBP_LOSSLESS,
    WEBP_LOSSY,
    chunk,
    jpeg,
    webp,
)

JPEG_STRANGE = jpeg((0xE1, b"Exif\0\0??"))[:14]


@pytest.mark.parametrize(
    ("picture", "content_type", "size"),
    [
        (PNG, "image/png", (3, 2)),
        (GIF, "image/gif", (3, 2)),
        (JPEG, "image/jpeg", (3, 2)),
        (b"\xff\xd8\xff\xff\xff\x01" + JPEG[2:], "image/jpeg", (3, 2)),
        (WEBP_LOSSY, "image/webp", (3, 2)),
        (WEBP_LOSSLESS, "image/webp", (3, 2)),
        (WEBP_EXTENDED, "image/webp", (3, 2)),
        (PNG, "image/jpeg", None),
        (PNG[:20], "image/png", None),
        (GIF[:8], "image/gif", None),
        (GIF[:6] + b"\0\0\0\0", "image/gif", None),
        (JPEG, "image/png", None),
        (JPEG, "image/gif", None),
        (JPEG, "image/webp", None),
        (JPEG[:12], "image/jpeg", None),
        (WEBP_LOSSY.replace(b"\x9d\x01\x2a", b"\0\0\0"), "image/webp", None),
        (WEBP_LOSSLESS.replace(b"\x2f", b"\0"), "image/webp", None),
        (WEBP_LOSSY.replace(b"VP8 ", b"VP9 "), "image/webp", None),
        (PNG, "application/pdf", None),
    ],
)
def test_a_picture_says_how_large_it_is(picture: bytes, content_type: str, size: tuple[int, int] | None) -> None:
    assert dimensions(picture, content_type) == size


TYPES = ["image/png", "image/gif", "image/jpeg", "image/webp"]


@given(st.binary(max_size=200), st.sampled_from(TYPES))
def test_no_bytes_break_the_readers(tail: bytes, content_type: str) -> None:
    for head in (b"", b"\xff\xd8\xff", PNG[:8], WEBP_LOSSY[:20]):
        found = dimensions(head + tail, content_type)
        assert found is None or min(found) > 0
        assert isinstance(without_traces(head + tail, content_type), bytes)


def test_where_and_when_a_photograph_was_taken_is_not_kept_but_how_it_is_turned_is() -> None:
    kept = without_traces(JPEG_WITH_PLACE, "image/jpeg")

    assert b"Kramfors" in JPEG_WITH_PLACE
    assert b"Kramfors" not in kept
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept
    assert dimensions(kept, "image/jpeg") == (3, 2)
    assert without_traces(kept, "image/jpeg") == kept


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [1, 3, 9])
def test_a_picture_that_lies_as_it_is_says_nothing(order: str, turned: int) -> None:
    mark = b"II" if order == "<" else b"MM"
    tiff = mark + struct.pack(f"{order}HIHHHIHH", 42, 8, 1, 0x0112, 3, 1, turned, 0)
    kept = without_traces(jpeg((0xE1, b"Exif\0\0" + tiff), (0xFE, b"Anna Ek")), "image/jpeg")

    assert (b"Exif" in kept) == (turned == 3)
    assert b"Anna" not in kept


def test_what_a_program_writes_into_other_pictures_is_not_kept_either() -> None:
    told = chunk(b"tEXt", b"Author\0Anna Ek") + chunk(b"eXIf", b"Kramfors")
    assert without_traces(PNG[:33] + told + PNG[33:], "image/png") == PNG

    plain = webp((b"VP8X", b"\0\0\0\0\x02\0\0\x01\0\0"), (b"VP8 ", b"bild"))
    told = webp((b"VP8X", b"\x0c\0\0\0\x02\0\0\x01\0\0"), (b"VP8 ", b"bild"), (b"EXIF", b"Kra"), (b"XMP ", b"Anna"))
    assert without_traces(told, "image/webp") == plain


def test_a_picture_without_traces_stays_as_it_is() -> None:
    pairs = ((PNG, "png"), (GIF, "gif"), (JPEG, "jpeg"), (WEBP_LOSSY, "webp"), (WEBP_LOSSLESS, "webp"))
    for picture, name in (*pairs, (WEBP_EXTENDED, "webp"), (JPEG[:6], "jpeg"), (JPEG_STRANGE, "jpeg")):
        assert without_traces(picture, f"image/{name}") == picture


def test_a_text_names_its_pictures() -> None:
    text = "Se ![Ett **lås**\ni dörr](/kunskapsbank/bilder/3) och ![](https://x.example/a.png) [länk](/a) `![nej](b)`"

    assert pictures_in(text) == (
        PictureMark("/kunskapsbank/bilder/3", "Ett lås i dörr"),
        PictureMark("https://x.example/a.png", ""),
    )


def test_the_factory_makes_a_real_png() -> None:
    assert zlib.decompress(PNG[PNG.index(b"IDAT") + 4 : PNG.index(b"IEND") - 8]) == b"\0" * 8
