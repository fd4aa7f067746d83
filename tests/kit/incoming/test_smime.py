"""What an opaque signature wraps is found however its lengths are written, and nothing in broken ones raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.incoming.smime import is_sealed, unwrapped

SIGNED = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
LETTER = b"Content-Type: text/plain\r\n\r\n" + 20 * b"Hej. "


def definite(tag: int, content: bytes) -> bytes:
    size = len(content)
    return bytes((tag, size)) + content if size < 0x80 else bytes((tag, 0x82)) + size.to_bytes(2, "big") + content


def indefinite(tag: int, content: bytes) -> bytes:
    return bytes((tag, 0x80)) + content + b"\0\0"


def wrapped(lengths: str, octets: bytes) -> bytes:
    make = indefinite if lengths == "without lengths" else definite
    inner = make(0x30, DATA + make(0xA0, octets))
    algorithms = definite(0x31, make(0x30, b""))
    return make(0x30, SIGNED + make(0xA0, make(0x30, b"\x02\x01\x01" + algorithms + inner + definite(0x31, b""))))


@pytest.mark.parametrize("lengths", ["with lengths", "without lengths"])
@pytest.mark.parametrize(
    "octets",
    [
        definite(0x04, LETTER),
        definite(0x24, definite(0x04, LETTER[:30]) + definite(0x04, LETTER[30:])),
        indefinite(0x24, definite(0x04, LETTER[:30]) + indefinite(0x24, definite(0x04, LETTER[30:]))),
    ],
    ids=["whole", "in pieces", "in pieces of pieces"],
)
def test_the_letter_is_found(lengths: str, octets: bytes) -> None:
    assert unwrapped(wrapped(lengths, octets)) == LETTER


def test_of_a_letter_that_was_cut_what_is_there_is_found() -> None:
    whole = wrapped("with lengths", definite(0x04, LETTER))
    assert unwrapped(whole[: whole.index(b"Hej") + 3]) == b"Content-Type: text/plain\r\n\r\nHej"


def test_a_signature_alone_wraps_nothing() -> None:
    assert unwrapped(definite(0x30, SIGNED + definite(0xA0, definite(0x30, definite(0x30, DATA))))) is None


def test_values_within_values_without_end_are_given_up() -> None:
    assert unwrapped(b"\x30\x80" + SIGNED + 5_000 * b"\xa0\x80") is None


@given(st.binary(max_size=200))
def test_nothing_raises(rest: bytes) -> None:
    content = b"\x30\x80" + SIGNED + rest
    assert unwrapped(content) != b""
    assert not is_sealed(b"\x30\x80" + SIGNED)
