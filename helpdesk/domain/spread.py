"""How values are spread: their middle, and what nine of ten do not exceed."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median

NINE_OF_TEN = 0.9


@dataclass(frozen=True, slots=True)
class Spread:
    """Of `number` values; without any, there is no middle."""

    number: int
    median: float | None
    ninetieth: float | None
    """The smallest value that at least nine of ten values do not exceed."""


def spread_of(values: Iterable[float]) -> Spread:
    """The spread of the values."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, None, None)
    return Spread(len(ordered), median(ordered), ordered[ceil(NINE_OF_TEN * len(ordered)) - 1])
