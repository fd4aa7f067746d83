"""Personal numbers are found in every form that people write them in, and nothing else is taken for one.

The numbers are Skatteverket's published test numbers (Tolvan Tolvansson, and one of 1890) and its own example of a coordination number.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.personal_data import Found, lists_persons, masked, personal_numbers

FOUND = (
    "191212121212",
    "19121212-1212",
    "121212-1212",
    "121212+1212",
    "1212121212",
    "19121212 1212",
    "121212 - 1212",
    "121212–1212",
    "121212‑1212",
    "121212−1212",
    "121212\u00a01212",
    "189001019802",
    "900101-9802",
    "701063-2391",  # a coordination number, the example of SKV 704: 60 is added to the day
)
NOT_FOUND = (
    "121212-1213",  # wrong check digit
    "191312-1212",  # no month 13
    "121200-1212",
    "121292-1212",  # neither a day nor a day plus 60
    "556016-0680",  # an organisation
    "0701-740605",  # a telephone
    "1912121212123",  # longer
    "9191212121212",
    "12-121212-1212",
    "121212-1212-1",
    "21121212-1212",  # no such century
    "VT-2026-000143",
    "2026-11-20 09.12",
    "",
)


@pytest.mark.parametrize("number", FOUND)
@pytest.mark.parametrize(
    "around", ["{}", "Hon ({}) ringde.", "pnr:{}", "-{}", "- {}.", "{}, och så vidare", "{}-", "\n{}\n"]
)
def test_a_personal_number_is_found(number: str, around: str) -> None:
    text = around.format(number)
    start = text.index(number)

    assert personal_numbers(text) == (Found(start, start + len(number)),)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_numbers_are_let_through(text: str) -> None:
    assert personal_numbers(text) == ()


def test_every_number_of_a_text_is_found() -> None:
    assert len(personal_numbers("121212-1212, 900101-9802 och 19121212-1212")) == 3


def test_what_is_shown_back_hides_the_last_four_digits() -> None:
    assert masked("Anna, 121212-1212, och 9001019802.") == "Anna, 121212-****, och 900101****."
    assert masked("Ingen alls.") == "Ingen alls."


@given(st.text(alphabet=" 0123456789-+aå\n", max_size=60))
def test_masking_leaves_no_number_behind(text: str) -> None:
    hidden = masked(text)

    assert personal_numbers(hidden) == ()
    assert len(hidden) == len(text)


@pytest.mark.parametrize("mark", ["", "- ", "• ", "{}. ", "{}) ", " {}: ", "({}) "])
def test_a_list_of_persons_is_seen_however_its_lines_begin(mark: str) -> None:
    names = ("Karin Johansson", "Olle Åberg", "Siv Öst", "Bo Ek")
    lines = [f"{mark.format(place)}{name}, född 340203, Storgatan 12" for place, name in enumerate(names, start=1)]
    assert lists_persons("\n".join(lines))
    assert not lists_persons("\n".join(lines[:2]))


def test_steps_of_a_plan_are_no_persons() -> None:
    assert not lists_persons(
        "1. Besluta om larm, 2026-01-15\n2. Upphandla larm, 2026-02-15\n3. Införa larm, 2026-03-15"
    )
