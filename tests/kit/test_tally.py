from datetime import date

import pytest

from helpdesk.kit import tally
from helpdesk.kit.tally import Counted

pytestmark = pytest.mark.usefixtures("stage")

FIRST, SECOND, THIRD = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)


def read(day: date, key: str) -> Counted:
    return Counted(day, "article_read", key)


def test_what_is_added_is_summed_up_over_the_days() -> None:
    tally.add([(read(FIRST, "7"), 2), (read(SECOND, "7"), 1), (read(SECOND, "8"), 5), (read(THIRD, "9"), 1)])
    tally.add([(read(SECOND, "7"), 10)])
    tally.add([(Counted(SECOND, "search_without_hit", "7"), 100)])

    assert tally.numbers("article_read", FIRST, SECOND) == {"7": 13, "8": 5}
    assert tally.numbers("article_read", SECOND, SECOND) == {"7": 11, "8": 5}
    assert tally.numbers("article_read", date(2025, 1, 1), date(2025, 12, 31)) == {}


def test_the_top_is_what_was_counted_most_and_then_by_key() -> None:
    tally.add([(read(FIRST, "9"), 3), (read(FIRST, "8"), 3), (read(SECOND, "7"), 4), (read(FIRST, "6"), 1)])

    assert tally.top("article_read", FIRST, SECOND, 3) == (("7", 4), ("8", 3), ("9", 3))
    assert tally.top("search_without_hit", FIRST, SECOND, 3) == ()


def test_old_days_are_swept() -> None:
    tally.add([(read(FIRST, "7"), 1), (read(SECOND, "7"), 1)])

    tally.sweep(SECOND)

    assert tally.numbers("article_read", FIRST, SECOND) == {"7": 1}
    assert tally.numbers("article_read", FIRST, FIRST) == {}
