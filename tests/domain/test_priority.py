"""Priority from impact and urgency."""

from itertools import pairwise, product

import pytest

from helpdesk.domain.priority import MATRIX, RANK, Impact, Priority, Urgency, priority_of

TABLE = {
    # later, soon, now
    "person": ("low", "normal", "high"),
    "unit": ("normal", "normal", "urgent"),
    "municipality": ("normal", "high", "urgent"),
}
CELLS = [
    (impact, urgency, priority)
    for impact, row in TABLE.items()
    for urgency, priority in zip(("later", "soon", "now"), row, strict=True)
]


@pytest.mark.parametrize(("impact", "urgency", "priority"), CELLS)
def test_the_matrix(impact: str, urgency: str, priority: str) -> None:
    assert priority_of(Impact(impact), Urgency(urgency)) == priority


def test_the_matrix_has_every_cell() -> None:
    assert set(MATRIX) == set(product(Impact, Urgency))


def test_more_people_or_more_haste_never_press_less() -> None:
    for fewer, more in pairwise(Impact):
        assert all(RANK[priority_of(more, urgency)] <= RANK[priority_of(fewer, urgency)] for urgency in Urgency)
    for later, sooner in pairwise(Urgency):
        assert all(RANK[priority_of(impact, sooner)] <= RANK[priority_of(impact, later)] for impact in Impact)


def test_the_most_pressing_comes_first() -> None:
    assert sorted(Priority, key=RANK.__getitem__) == ["urgent", "high", "normal", "low"]
