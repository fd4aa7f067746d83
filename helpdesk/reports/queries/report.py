"""All figures of a period."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.period import Period
from helpdesk.domain.service_level import Promise
from helpdesk.reports.queries.inflow import Inflow, inflow
from helpdesk.reports.queries.places import Places, places
from helpdesk.reports.queries.reading import Guides, guides, searches_in_vain
from helpdesk.reports.queries.topics import TopicCounts, topics
from helpdesk.reports.queries.turnaround import Turnarounds, closings, first_answers


@dataclass(frozen=True, slots=True)
class Report:
    """The figures, as they were at `taken_at`."""

    period: Period
    taken_at: datetime
    promise: Promise
    inflow: tuple[Inflow, ...]
    answers: Turnarounds
    closings: Turnarounds
    topics: TopicCounts
    places: Places
    guides: Guides
    searches: tuple[tuple[str, int], ...]

    @property
    def opened(self) -> int:
        """How many tickets were opened in the period."""
        return sum(part.opened for part in self.inflow)


def report(actor: Actor, period: Period, promise: Promise, language: str, now: datetime) -> Report:
    """The figures of the period for who may read them: eleven queries. Topics are named in the `language`."""
    return Report(
        period=period,
        taken_at=now,
        promise=promise,
        inflow=inflow(period),
        answers=first_answers(period, promise),
        closings=closings(period, promise.calendar),
        topics=topics(period, language),
        places=places(period),
        guides=guides(actor, period),
        searches=searches_in_vain(period),
    )
