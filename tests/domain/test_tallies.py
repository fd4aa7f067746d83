"""What is kept of searches points nobody out."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk.domain.correspondence import reference
from helpdesk.domain.tallies import LONGEST, SHORTEST, countable

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=2, max_size=12)
AROUND = st.sampled_from(["{}", "larm {}", "{} larm", "larm,{},lås", "({})"])

POINTS_OUT = (
    "19121212-1212",
    "121212+1212",
    "1212 12 12 12",
    "tolvan.tolvansson@lund.example",
    "TOLVAN@lund.example ",
    "070-123 45 67",
    "+46 70 123 45",
    "(0611) 34 80 00",
    "vt-2026-000143",
    "VT 2026 000143",
    "dnr sn 2026/1",
    "sn 2026/12",
    "Storgatan 12",
    "storgatan 12 b",
    "5 6 7 8 9 1",
    "123.456",
)


@pytest.mark.parametrize("words", POINTS_OUT)
def test_what_may_point_somebody_out_is_not_counted(words: str) -> None:
    assert countable(words) is None
    assert countable(f"larm {words}") is None


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("  GPS-larm   skyddat Boende ", "gps-larm skyddat boende"),
        ("Läkemedelsrobot", "läkemedelsrobot"),
        ("SoL 2025:400", "sol 2025:400"),
        ("4G och 5G", "4g och 5g"),
        ("budget 2027", "budget 2027"),
        ("ｌａｒｍ", "larm"),
    ],
)
def test_words_are_counted_folded(words: str, counted: str) -> None:
    assert countable(words) == counted


@pytest.mark.parametrize("words", ["", " ", "a", " ö "])
def test_a_single_letter_says_nothing(words: str) -> None:
    assert countable(words) is None


@given(WORDS)
@example("a" * 79 + "   ﷺ")
def test_what_is_counted_is_short_folded_and_holds_no_number_and_no_address(words: str) -> None:
    counted = countable(words)
    if counted is not None:
        assert SHORTEST <= len(counted) <= LONGEST
        assert counted == " ".join(counted.split())
        assert "@" not in counted
        assert not re.search(r"\d{6}", counted)


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_capitals_and_spaces_make_no_other_search(words: list[str]) -> None:
    assert countable("  ".join(words).upper()) == countable(" ".join(words))


@given(st.lists(st.integers(0, 9), min_size=6, max_size=14), st.sampled_from(["", " ", "-", ".", " - "]), AROUND)
def test_a_long_number_is_not_counted_however_it_is_grouped(digits: list[int], gap: str, around: str) -> None:
    assert countable(around.format(gap.join(map(str, digits)))) is None


@given(PLAIN, PLAIN, AROUND)
def test_an_address_is_not_counted(name: str, host: str, around: str) -> None:
    assert countable(around.format(f"{name}@{host}.example")) is None


@given(st.integers(2020, 2099), st.integers(1, 10**7), st.booleans(), AROUND)
def test_a_reference_is_not_counted(year: int, number: int, is_small: bool, around: str) -> None:  # noqa: FBT001  drawn
    written = reference("VT", year, number)
    assert countable(around.format(written.lower() if is_small else written)) is None
