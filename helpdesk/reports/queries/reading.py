"""What is read and how it is liked, and what is searched in vain."""

from dataclasses import dataclass

from helpdesk.domain.actor import Actor
from helpdesk.domain.period import Period
from helpdesk.domain.tallies import ARTICLE_READ, SEARCH_WITHOUT_HIT
from helpdesk.kit import tally
from helpdesk.knowledge.queries.lists import lines_of
from helpdesk.knowledge.queries.rated import ratings_between

ENOUGH_RATINGS = 3
"""With fewer, what readers said is not compared."""
OFTEN = 3
"""Times that words must have been searched to be shown: what one person typed once may be somebody's name."""
SEARCHES = 50


@dataclass(frozen=True, slots=True)
class Guide:
    """An article that can be read now, with its readers in the period."""

    id: int
    slug: str
    title: str
    reads: int
    useful: int
    ratings: int

    @property
    def share_useful(self) -> float | None:
        """The part of the ratings that say it was of use, 0 to 1; None without any."""
        return self.useful / self.ratings if self.ratings else None


@dataclass(frozen=True, slots=True)
class Guides:
    """All articles that were read or rated in the period, most read first."""

    articles: tuple[Guide, ...]

    def liked_least(self, limit: int) -> tuple[Guide, ...]:
        """Those of which the smallest part of enough readers had use, where not all had; none that is liked most too."""
        liked = self.liked_most(limit)
        compared = [each for each in self._compared() if each.useful < each.ratings and each not in liked]
        return tuple(sorted(compared, key=lambda each: (each.share_useful, -each.ratings))[:limit])

    def liked_most(self, limit: int) -> tuple[Guide, ...]:
        """Those of which the greatest part of enough readers had use, at least every second."""
        compared = [each for each in self._compared() if each.useful * 2 >= each.ratings]
        return tuple(sorted(compared, key=lambda each: (-(each.share_useful or 0), -each.ratings))[:limit])

    def _compared(self) -> list[Guide]:
        return [each for each in self.articles if each.ratings >= ENOUGH_RATINGS]


def guides(actor: Actor, period: Period) -> Guides:
    """The articles that the actor may read, with their readers in the period: three queries."""
    reads = tally.numbers(ARTICLE_READ, period.first, period.last)
    ratings = ratings_between(period.start, period.end)
    read_ids = {int(key): number for key, number in reads.items() if key.isascii() and key.isdigit()}
    lines = lines_of(actor, read_ids.keys() | ratings.keys())
    found = [
        Guide(id_, line.slug, line.title, read_ids.get(id_, 0), *ratings.get(id_, (0, 0)))
        for id_, line in lines.items()
    ]
    return Guides(tuple(sorted(found, key=lambda each: (-each.reads, -each.ratings, each.id))))


def searches_in_vain(period: Period) -> tuple[tuple[str, int], ...]:
    """The words that were searched most without a hit, with how often: one query."""
    return tally.top(SEARCH_WITHOUT_HIT, period.first, period.last, SEARCHES, least=OFTEN)
