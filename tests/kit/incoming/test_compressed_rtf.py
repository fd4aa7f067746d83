"""RTF as Outlook packs it: the examples of [MS-OXRTFCP], section 4, and whatever else may stand in a letter."""

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.incoming.compressed_rtf import unpacked_rtf

SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_a_packed_text_is_unpacked() -> None:
    assert unpacked_rtf(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_run_may_go_on_into_what_it_writes() -> None:
    assert unpacked_rtf(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_an_unpacked_text_is_taken_as_it_is() -> None:
    assert unpacked_rtf(SIMPLE[:8] + b"MELA" + bytes(4) + b"{\\rtf1 a}") == b"{\\rtf1 a}"


@given(st.binary(max_size=200))
def test_anything_else_is_read_without_error(octets: bytes) -> None:
    assert isinstance(unpacked_rtf(SIMPLE[:16] + octets), bytes)
    assert unpacked_rtf(octets[:15]) == octets[:15]
