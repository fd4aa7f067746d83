"""Where figures lead: to the queue, narrowed to exactly the tickets that were counted."""

from typing import Any

from flask import url_for

from helpdesk.domain.period import Period
from helpdesk.tickets.forms.queue import in_address
from helpdesk.tickets.queries.views import Days, QueueFilter, Sort, View


def to_opened(period: Period, **narrowed: Any) -> str:  # noqa: ANN401  further fields of the queue's filter
    """The tickets that were opened in the period."""
    return _to(QueueFilter(view=View.ALL, sort=Sort.OPENED, opened=_days(period), **narrowed))


def to_answered(period: Period) -> str:
    """The tickets whose first answer was sent in the period."""
    return _to(QueueFilter(view=View.ALL, answered=_days(period)))


def to_closed(period: Period) -> str:
    """The tickets that were closed in the period and still are."""
    return _to(QueueFilter(view=View.ALL, closed=_days(period)))


def to_article(slug: str) -> str:
    """The article as its readers see it."""
    return url_for("knowledge.show_article", slug=slug)


def to_search(words: str) -> str:
    """What the search gives for the words now."""
    return url_for("search.search", q=words)


def _days(period: Period) -> Days:
    return Days(period.first, period.last)


def _to(wanted: QueueFilter) -> str:
    return url_for("tickets.show_queue", **in_address(wanted))
