"""ISO-2022-JP by way of Windows' own table agrees with the standard wherever that has a character."""

import pytest

from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.japanese import from_windows_jis

PLACES = range(0x21, 0x7F)
OTHERWISE = set("〜‖−¢£¬")
"""What Windows reads as a character that looks nearly the same."""


def test_every_character_of_the_standard_is_the_same() -> None:
    differ = set()
    for row in PLACES:
        for cell in PLACES:
            written = b"\x1b$B" + bytes((row, cell)) + b"\x1b(B"
            known = written.decode("iso2022_jp", "ignore")
            if known and from_windows_jis(written) != known:
                differ.add(known)
    assert differ == OTHERWISE


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"a \x1b$B-!\x1b(B b", "a ① b"),
        (b"\x1b$B-jF|\x1b(B", "㈱日"),
        (b"\x1b$B-!", "①"),
        (b"\x1b(I1\x1b(B\x1b$B-!\x1b(B", "ｱ①"),
    ],
)
def test_what_only_windows_writes_is_read(octets: bytes, text: str) -> None:
    assert decode(octets, "iso-2022-jp") == text


def test_a_broken_text_is_no_reason_to_fail() -> None:
    assert "\x00" not in decode(b"\x1b$B-", "iso-2022-jp")
