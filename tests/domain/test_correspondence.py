"""How a ticket's number is written and found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.correspondence import find_reference, reference, tagged


@pytest.mark.parametrize(
    ("year", "number", "written"),
    [(2026, 143, "VT-2026-000143"), (2026, 1, "VT-2026-000001"), (2027, 1_234_567, "VT-2027-1234567")],
)
def test_a_reference_has_at_least_six_digits(year: int, number: int, written: str) -> None:
    assert reference("VT", year, number) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("VT-2026-000143", "VT-2026-000143"),
        ("vt-2026-000143", "VT-2026-000143"),
        ("Sv: [VT-2026-000143] Avropa trygghetslarm", "VT-2026-000143"),
        ("först VT-2026-000143, sedan VT-2026-000144", "VT-2026-000143"),
        ("(VT-2026-000143)", "VT-2026-000143"),
        ("VT-2026-143", None),
        ("2026-000143", None),
        ("XVT-26-000143", None),
        ("", None),
    ],
)
def test_a_reference_is_found_in_what_people_write(text: str, found: str | None) -> None:
    assert find_reference(text) == found


def test_a_subject_is_marked_once() -> None:
    marked = tagged("Avropa trygghetslarm", "VT-2026-000143")

    assert marked == "[VT-2026-000143] Avropa trygghetslarm"
    assert tagged(f"Sv: {marked}", "VT-2026-000143") == f"Sv: {marked}"


@given(prefix=st.from_regex(r"[A-Z]{1,8}", fullmatch=True), year=st.integers(2000, 2999), number=st.integers(1, 10**9))
def test_what_is_written_is_found(prefix: str, year: int, number: int) -> None:
    written = reference(prefix, year, number)

    assert find_reference(tagged("Larm", written)) == written
