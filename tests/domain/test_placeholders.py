import pytest

from helpdesk.domain.placeholders import EXAMPLES, filled, unfilled, unknown, within_sentence


def test_places_are_filled_and_what_is_missing_is_shown() -> None:
    text = "Hej {förnamn} i {kommun}: {okänd} {}, {ämne}."

    assert filled(text, {"förnamn": "Anna {kommun}", "ämne": ""}) == "Hej Anna {kommun} i [kommun]: {okänd} {}, [ämne]."
    assert "{" not in filled("".join(f"{{{name}}}" for name in EXAMPLES), EXAMPLES)


def test_what_is_no_placeholder_is_named_once() -> None:
    assert unknown("{namn} {förnamn} {namn} {} {Kommun} {två\nrader} {{ämne}}") == ("{namn}", "{}", "{Kommun}")
    assert unknown("Inga alls.") == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1. [punkt]\n2. [punkt]\n\nSenast [datum].", ("[punkt]", "[datum]")),
        ("[artikelns namn och länk] [åtgärd]", ("[artikelns namn och länk]", "[åtgärd]")),
        ("[läs här](https://skr.example) [Läs] [1] [x] [] [två\nrader] [[a]]", ()),
        ("Inga alls.", ()),
    ],
)
def test_what_is_left_to_fill_is_named_once(text: str, left: tuple[str, ...]) -> None:
    assert unfilled(text) == left


@pytest.mark.parametrize(
    ("name", "within"), [("Trygghetslarm", "trygghetslarm"), ("GPS-larm", "GPS-larm"), ("Ä", "ä"), ("", "")]
)
def test_a_topic_is_named_within_a_sentence(name: str, within: str) -> None:
    assert within_sentence(name) == within
