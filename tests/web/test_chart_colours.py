"""Colours of drawings, by arithmetic: what checkers of pages cannot judge inside an SVG."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "helpdesk/assets/css"
TOKEN = re.compile(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+)|var\(--([\w-]+)\));")
FILL = re.compile(r"\.(tile(?:-text)?(?:-\d)?) \{[^}]*?fill: (?:light-dark\((#\w+), (#\w+)\)|(#\w+)|var\(--([\w-]+)\))")
LIGHT, DARK = 0, 1


def pairs(pattern: re.Pattern[str], text: str, known: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Name -> its colours in the light and the dark scheme."""
    for name, light, dark, both, other in pattern.findall(text):
        known[name] = known[other] if other else (light or both, dark or both)
    return known


TOKENS = pairs(TOKEN, (CSS / "tokens.css").read_text(), {})
TILES = pairs(FILL, (CSS / "tile_map.css").read_text(), dict(TOKENS))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("step", range(5))
def test_the_words_of_a_tile_can_be_read(step: int, scheme: int) -> None:
    words = TILES.get(f"tile-text-{step}", TILES["tile-text"])
    assert contrast(words[scheme], TILES[f"tile-{step}"][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["bar-1", "bar-2", "strong", "muted"])
def test_bars_lines_and_outlines_stand_out_from_the_page(name: str, scheme: int) -> None:
    assert contrast(TOKENS[name][scheme], TOKENS["ground"][scheme]) >= 3
