"""The demo's numbers of visits are such as visits leave behind."""

from datetime import date

import pytest

from helpdesk.demo import library
from helpdesk.demo.visiting import count_visits
from helpdesk.domain.tallies import ARTICLE_READ, SEARCH_WITHOUT_HIT, countable
from helpdesk.kit import tally
from tests.conftest import NOON
from tests.factories.knowledge import article

pytestmark = pytest.mark.usefixtures("stage")
EVER = (date(2000, 1, 1), date(2100, 1, 1))


def test_searches_are_such_as_are_counted() -> None:
    words = [search["words"] for search in library.searches()]
    assert [countable(each) for each in words] == words
    assert len(set(words)) == len(words)


def test_few_articles_are_read_often_and_none_before_it_was_published() -> None:
    often, new = article(library.feedback()[0]["slug"]), article("ny", published_at=NOON)
    seldom = [article(f"artikel-om-las-{number}") for number in range(20)]

    count_visits(NOON)

    reads = tally.numbers(ARTICLE_READ, *EVER)
    assert tally.top(ARTICLE_READ, *EVER, 1)[0][0] == str(often.id)
    assert reads.keys() <= {str(each.id) for each in (often, new, *seldom)}
    assert tally.numbers(ARTICLE_READ, NOON.date(), NOON.date()).get(str(new.id), 0) == reads.get(str(new.id), 0)


def test_what_was_searched_most_stands_first() -> None:
    count_visits(NOON)
    most = max(library.searches(), key=lambda search: search["often"])
    assert tally.top(SEARCH_WITHOUT_HIT, *EVER, 1) == ((most["words"], most["often"]),)
