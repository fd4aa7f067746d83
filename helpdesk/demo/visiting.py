"""What the demo's visitors have read and missed in the last weeks: numbers alone, as visits leave them behind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from helpdesk.demo import library
from helpdesk.domain.tallies import ARTICLE_READ, SEARCH_WITHOUT_HIT
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import tally
from helpdesk.kit.db import db
from helpdesk.kit.tally import Counted
from helpdesk.knowledge.models import Article

DAYS = 8 * 7
WORKING_DAY, DAY_OFF = 60, 9
"""Articles read on such a day."""
HOW_BUSY = (1.1, 1.15, 1.0, 1.05, 0.7, 0.15, 0.15)
"""Searches on each day of the week, Monday first, against those of a usual day."""


def count_visits(now: datetime) -> None:
    """Count what was read and searched in vain on each day till today. The same visits whenever it is done."""
    dice, today = Random(8), swedish_day(now)  # noqa: S311  which article is read is no secret
    days = [today - timedelta(days=ago) for ago in range(DAYS)]
    counts = Counter([*_reads(days, dice), *_searches(days, dice)])
    tally.add(tuple(counts.items()))


def _reads(days: Sequence[date], dice: Random) -> Iterator[Counted]:
    """The n-th article is read 1/n as often as the first (Zipf), from the day it was published."""
    published = db.session.execute(
        select(Article.id, Article.slug, Article.published_at).where(Article.published_at.is_not(None))
    ).all()
    rated = [article["slug"] for article in library.feedback()]
    ranked = sorted(published, key=lambda row: (row.slug not in rated, dice.random()))
    for day in days:
        there = [(row.id, 1 / rank) for rank, row in enumerate(ranked, start=1) if swedish_day(row.published_at) <= day]
        reads = WORKING_DAY if day.weekday() < 5 else DAY_OFF
        if there:
            ids, weights = zip(*there, strict=True)
            for id_ in dice.choices(ids, weights, k=dice.randint(reads // 2, reads * 3 // 2)):
                yield Counted(day, ARTICLE_READ, str(id_))


def _searches(days: Sequence[date], dice: Random) -> Iterator[Counted]:
    for search in library.searches():
        for day in _days_of(search, days, dice):
            yield Counted(day, SEARCH_WITHOUT_HIT, search["words"])


def _days_of(search: dict[str, Any], days: Sequence[date], dice: Random) -> list[date]:
    since = days[: search.get("since_days", DAYS)]
    return dice.choices(since, [HOW_BUSY[day.weekday()] for day in since], k=search["often"])
