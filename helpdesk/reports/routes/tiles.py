"""Sweden as tiles: one for each county, about where it lies, all of one size so that small ones are seen too."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from helpdesk.reports.queries.places import Place

AT: Mapping[str, tuple[int, int]] = {
    "BD": (0, 3),
    "Z": (1, 2),
    "AC": (1, 3),
    "X": (2, 2),
    "Y": (2, 3),
    "W": (3, 2),
    "C": (3, 3),
    "S": (4, 1),
    "U": (4, 2),
    "AB": (4, 3),
    "O": (5, 0),
    "T": (5, 1),
    "D": (5, 2),
    "F": (6, 1),
    "E": (6, 2),
    "I": (6, 4),
    "N": (7, 0),
    "G": (7, 1),
    "H": (7, 2),
    "M": (8, 0),
    "K": (8, 1),
}
"""By the county's letters: its row and its column."""
STEPS = 4
"""Shades, from the palest; what is 0 has none."""
SIDE, GAP = 58, 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A county's square: its corner, its shade (0 for nothing) and its words."""

    x: int
    y: int
    step: int
    letters: str
    text: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """The tiles, and for each shade the largest value that has it."""

    tiles: tuple[Tile, ...]
    bounds: tuple[float, ...]
    width: int = 5 * (SIDE + GAP) + GAP
    height: int = 9 * (SIDE + GAP) + GAP
    side: int = SIDE


def tile_map(counties: Sequence[Place], values: Sequence[float], texts: Sequence[str]) -> TileMap:
    """A map of the counties' values, each shown as its text. A county without a place here stands only in the table."""
    bounds = _bounds([value for value in values if value])
    tiles = []
    for county, value, text in zip(counties, values, texts, strict=True):
        if (at := AT.get(county.letters)) is not None:
            row, column = at
            step = bisect_left(bounds, value) + 1 if value else 0
            tiles.append(Tile(column * (SIDE + GAP) + GAP, row * (SIDE + GAP) + GAP, step, county.letters, text))
    return TileMap(tuple(tiles), tuple(bounds))


def _bounds(values: Sequence[float]) -> list[float]:
    """The largest value of each shade, so that each holds about as many counties: one large county pales no others."""
    ordered = sorted(values)
    quarters = (ordered[ceil(len(ordered) * step / STEPS) - 1] for step in range(1, STEPS + 1) if ordered)
    return list(dict.fromkeys(quarters))
