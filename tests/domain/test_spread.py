"""The middle of values, and what nine of ten do not exceed."""

import pytest

from helpdesk.domain.spread import Spread, spread_of


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([], Spread(0, None, None)),
        ([4], Spread(1, 4, 4)),
        ([3, 1], Spread(2, 2, 3)),
        ([5, 1, 9], Spread(3, 5, 9)),
        (range(1, 11), Spread(10, 5.5, 9)),
        (range(1, 102), Spread(101, 51, 91)),
    ],
)
def test_the_spread_of_values(values: list[float], spread: Spread) -> None:
    assert spread_of(values) == spread
