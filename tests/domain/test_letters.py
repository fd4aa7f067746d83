import pytest

from helpdesk.domain.letters import KINDS, PLACE_NAMES, PLACES, About, Place, paragraphs


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()),
        (" \n \n", ()),
        ("En rad", (("En rad",),)),
        ("En\nTvå\n\n\n  Tre  ", (("En", "Två"), ("Tre",))),
        ("Ring {telefon} om {rubrik}.", (("Ring 08-1 om Två rader.",),)),
        ("{okänt} {telefon", (("{okänt} {telefon",),)),
    ],
)
def test_empty_lines_part_paragraphs(text: str, wanted: tuple[tuple[str, ...], ...]) -> None:
    assert paragraphs(text, {"telefon": "08-1", "rubrik": "Två\n\nrader"}) == wanted


def test_a_place_in_what_fills_a_place_stays_as_it_is() -> None:
    assert paragraphs("{rubrik}", {"telefon": "08-1", "rubrik": "{telefon}"}) == (("{telefon}",),)


def test_every_place_has_a_name_and_every_letter_its_places() -> None:
    assert set(PLACE_NAMES) == set(Place)
    assert set(PLACES) == set(About) == {kind.about for kind in KINDS.values()}


def test_an_expert_s_letter_can_t_say_which_ticket_it_is() -> None:
    assert Place.REFERENCE not in KINDS["consultation_asked"].places
    assert Place.REFERENCE in KINDS["received"].places
