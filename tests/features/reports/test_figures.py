"""The figures against a small world with known answers."""

from datetime import UTC, date, datetime, time

import pytest

from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Channel
from helpdesk.domain.period import Period, twelve_months
from helpdesk.domain.service_level import Promise
from helpdesk.domain.tallies import ARTICLE_READ, SEARCH_WITHOUT_HIT
from helpdesk.kit import tally
from helpdesk.kit.db import db
from helpdesk.kit.tally import Counted
from helpdesk.knowledge.models import Article, Feedback
from helpdesk.reports.queries.reading import Guide, Guides
from helpdesk.reports.queries.report import Report, report
from helpdesk.service_levels.queries.calendar import swedish_calendar
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import actor
from tests.factories.knowledge import article
from tests.features.reports.world import local, world

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)
PROMISE = Promise(3, swedish_calendar(time(8), time(16, 30)))
HOUR = 3600


@pytest.fixture
def sara(stage: None) -> Actor:  # noqa: ARG001  the register stands first
    return actor(world())


def figures(who: Actor, period: Period | None = None) -> Report:
    return report(who, period or twelve_months(TODAY), PROMISE, "sv", NOON)


def test_what_came_by_swedish_month_and_channel(sara: Actor) -> None:
    came = {part.period.first: part.by_channel for part in figures(sara).inflow}
    assert len(came) == 13
    assert {first: dict(channels) for first, channels in came.items() if channels} == {
        date(2026, 6, 1): {Channel.MAIL: 1},
        date(2026, 10, 1): {Channel.WEB: 2},
        date(2026, 11, 1): {Channel.WEB: 1, Channel.PHONE: 1},
    }
    assert figures(sara).opened == 5


def test_answers_take_working_hours_only(sara: Actor) -> None:
    answers = figures(sara).answers
    assert {part.period.first: part.worked.median for part in answers.parts if part.number} == {
        date(2025, 11, 1): HOUR / 6,
        date(2026, 6, 1): HOUR,  # Midsummer Eve and the weekend do not count
        date(2026, 11, 1): (2.5 + 34) * HOUR / 2,
    }
    whole = answers.whole
    assert (whole.number, whole.worked.median, whole.worked.ninetieth) == (4, 1.75 * HOUR, 34 * HOUR)
    assert (whole.in_time, whole.share_in_time) == (3, 0.75)


def test_solutions_take_working_time_until_the_closing(sara: Actor) -> None:
    closings = figures(sara).closings
    assert (closings.whole.number, closings.whole.worked.median) == (1, 18.5 * HOUR)
    assert closings.parts[-1].number == 1
    assert closings.whole.share_in_time is None  # nobody has promised one


def test_topics_count_each_ticket_once_at_each_main_topic(sara: Actor) -> None:
    topics = figures(sara).topics
    assert [(each.code, each.tickets) for each in topics.topics] == [("LAR", 2), ("UPP", 2)]
    assert topics.without == 2


def test_places_and_the_silent_ones(sara: Actor) -> None:
    places = figures(sara).places
    assert {county.letters: county.tickets for county in places.counties} == {"M": 1, "O": 0, "Y": 3}
    assert {county.letters: round(county.rate, 3) for county in places.counties} == {
        "M": round(10_000 / 147_000, 3),
        "O": 0,
        "Y": round(30_000 / 42_200, 3),
    }
    assert [(group.code, group.tickets, group.asked) for group in places.groups] == [
        ("B3", 0, 0),
        ("C6", 3, 1),
        ("C8", 0, 0),
        ("C9", 1, 1),
    ]
    assert [each.name for county in places.counties for each in county.silent] == ["Lund", "Kramfors", "Borås"]
    assert (places.asked, len(places.municipalities), places.nowhere) == (2, 5, 1)


def test_an_empty_period_has_figures_too(sara: Actor) -> None:
    nothing = figures(sara, Period(date(2019, 1, 1), date(2019, 1, 31)))
    assert (nothing.opened, nothing.answers.whole.number, nothing.places.asked) == (0, 0, 0)
    assert nothing.answers.whole.worked.median is None
    assert nothing.guides.articles == ()


def test_no_ticket_at_all() -> None:
    who = Actor(1, frozenset())
    assert figures(who).places.nowhere == 0


def rated(made: Article, said: str, at: datetime = NOON) -> None:
    """One opinion a sign: + for of use."""
    for number, sign in enumerate(said):
        db.session.add(
            Feedback(
                article_id=made.id,
                revision_id=made.published_revision_id,
                is_useful=sign == "+",
                reader_key=f"{made.id}-{at}-{number}",
                given_at=at,
            )
        )
    db.session.flush()


def test_articles_by_their_readers(sara: Actor) -> None:
    loved, doubted, few, hidden = (article(slug, title=slug) for slug in ("loved", "doubted", "few", "hidden"))
    hidden.published_revision_id = None
    rated(loved, "+++")
    rated(doubted, "+---")
    rated(few, "-")
    rated(few, "--", at=local("2024-01-02 10:00"))  # not in the period
    tally.add(
        [
            (Counted(TODAY, ARTICLE_READ, str(doubted.id)), 7),
            (Counted(date(2026, 3, 1), ARTICLE_READ, str(loved.id)), 2),
            (Counted(date(2024, 3, 1), ARTICLE_READ, str(loved.id)), 100),
            (Counted(TODAY, ARTICLE_READ, str(hidden.id)), 50),
            (Counted(TODAY, ARTICLE_READ, "no id"), 50),
        ]
    )
    guides = figures(sara).guides
    assert [(each.title, each.reads, each.ratings) for each in guides.articles] == [
        ("doubted", 7, 4),
        ("loved", 2, 3),
        ("few", 0, 1),
    ]
    assert [each.title for each in guides.liked_most(5)] == ["loved"]
    assert [(each.title, each.share_useful) for each in guides.liked_least(5)] == [("doubted", 0.25)]


def test_an_article_is_not_among_the_most_and_the_least_liked() -> None:
    rated = (("a", 4), ("b", 3), ("c", 2))
    guides = Guides(tuple(Guide(1, title, title, reads=10, useful=useful, ratings=4) for title, useful in rated))
    assert [each.title for each in guides.liked_most(2)] == ["a", "b"]
    assert [each.title for each in guides.liked_least(2)] == ["c"]


def test_searches_in_vain(sara: Actor) -> None:
    tally.add(
        [
            (Counted(TODAY, SEARCH_WITHOUT_HIT, "robotkatt"), 3),
            (Counted(TODAY, SEARCH_WITHOUT_HIT, "bo ek"), 2),  # too seldom to be shown
            (Counted(date(2026, 1, 1), SEARCH_WITHOUT_HIT, "drönare"), 4),
            (Counted(date(2024, 1, 1), SEARCH_WITHOUT_HIT, "drönare"), 40),
        ]
    )
    assert figures(sara).searches == (("drönare", 4), ("robotkatt", 3))


def test_the_database_is_asked_as_often_however_much_there_is(sara: Actor) -> None:
    article("en"), article("annan")
    with counted_queries() as asked:
        figures(sara)
    assert len(asked) <= 11


def test_weeks_begin_at_midnight_when_the_clocks_change(sara: Actor) -> None:
    weeks = figures(sara, Period(date(2026, 9, 28), date(2026, 11, 8))).inflow
    assert [(part.period.first, part.opened) for part in weeks if part.opened] == [
        (date(2026, 9, 28), 1),
        (date(2026, 10, 26), 1),
        (date(2026, 11, 2), 2),
    ]
    assert weeks[0].period.start == datetime(2026, 9, 27, 22, tzinfo=UTC)
