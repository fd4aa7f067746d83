"""The order of priorities."""

from helpdesk.domain.priority import RANK, Priority


def test_the_most_pressing_comes_first() -> None:
    assert sorted(Priority, key=RANK.__getitem__) == ["urgent", "high", "normal", "low"]
