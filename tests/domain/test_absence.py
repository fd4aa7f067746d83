"""Who stands in for whom."""

from datetime import date

import pytest

from helpdesk.domain.absence import Away, stand_in

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        ({}, None),
        ({1: None}, None),
        ({1: 2}, 2),
        ({2: 3}, None),
        ({1: 2, 2: 3}, 3),
        ({1: 2, 2: None}, None),
        ({1: 2, 2: 1}, None),
        ({1: 1}, None),
        ({1: 2, 2: 3, 3: 2}, None),
        ({1: 2, 2: 3, 3: 4, 5: 4}, 4),
    ],
)
def test_the_chain_is_followed_to_somebody_who_is_there(away: dict[int, int | None], expected: int | None) -> None:
    assert stand_in(1, {id_: Away(DAY, substitute) for id_, substitute in away.items()}) == expected
