"""Who can help with what, and the topics that nobody has."""

from datetime import date

import pytest

from helpdesk.domain.actor import Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.expertise import Level
from helpdesk.staff.queries.expert import expert_page
from helpdesk.staff.queries.hours import month_of, worked_month
from helpdesk.staff.queries.matrix import Coverage, Matrix, expertise_matrix
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.staff import absence, expert, worked

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)
PAST = date(2026, 11, 19)


def matrix() -> Matrix:
    return expertise_matrix("sv", today=TODAY)


def coverage(shown: Matrix) -> dict[str, Coverage]:
    return {line.topic.code: line.coverage for branch in shown.branches for line in branch.lines}


def holders(shown: Matrix, code: str) -> list[tuple[str, Level]]:
    lines = [line for branch in shown.branches for line in branch.lines if line.topic.code == code]
    return [(each.municipality, each.level) for line in lines for each in line.holders]


def codes(shown: Matrix) -> list[str]:
    return list(coverage(shown))


def test_a_whole_topic_covers_its_parts_and_a_part_covers_not_the_whole() -> None:
    expert("Eva Ek", "1490", {"LAR": Level.SHOWS})
    expert("Bo Berg", "1281", {"UPP-2": Level.ANSWERS})
    assert coverage(matrix()) == {
        "LAR": Coverage.OWN,
        "LAR-1": Coverage.WHOLE,
        "LAR-3": Coverage.WHOLE,
        "UPP": Coverage.PARTS,
        "UPP-2": Coverage.OWN,
    }
    assert matrix().gaps == ()


def test_what_has_run_out_is_shown_last_and_covers_nothing() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.WEBINARS}, valid_until=PAST)
    assert coverage(matrix())["LAR-1"] is Coverage.NONE
    expert("Bo Berg", "1281", {"LAR-1": Level.ANSWERS}, valid_until=TODAY)
    expert("Åsa Öst", "2282", {"LAR-1": Level.SHOWS})
    assert coverage(matrix())["LAR-1"] is Coverage.OWN
    assert holders(matrix(), "LAR-1") == [
        ("Kramfors", Level.SHOWS),
        ("Lund", Level.ANSWERS),
        ("Borås", Level.WEBINARS),
    ]


def test_gaps_are_the_topics_that_nobody_has() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS})
    gaps = [line.topic.code for branch in matrix().gaps for line in branch.lines]
    assert gaps == ["LAR-3", "UPP", "UPP-2"]


def test_a_filter_leaves_a_topic_with_its_parts_or_a_part_with_its_topic() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS})
    expert("Bo Berg", "1281", {"UPP": Level.SHOWS})
    whole = matrix()
    assert codes(whole.within("LAR", None)) == ["LAR", "LAR-1", "LAR-3"]
    assert codes(whole.within("UPP-2", None)) == ["UPP", "UPP-2"]
    assert [each.name for each in whole.within("UPP-2", None).experts] == ["Bo Berg"]
    assert codes(whole.within("XXX", None)) == []
    own = whole.within(None, "1490")
    assert (codes(own), [each.name for each in own.experts]) == (["LAR-1"], ["Eva Ek"])
    assert codes(whole.within("UPP", "1490")) == []


def test_an_expert_s_line() -> None:
    eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, hours_a_month=2)
    worked(eva, 45, TODAY)
    absence(eva, TODAY, TODAY)
    expert("Örjan", "1281", {"UPP": Level.SHOWS}, valid_until=PAST)
    account(Role.EXPERT, name="Åsa", municipality="2282")
    first, second, third = matrix().experts

    assert (first.name, first.topics, first.minutes_left, first.away_until) == ("Eva Ek", ("LAR-1",), 75, TODAY)
    assert (second.name, second.hours_a_month, second.minutes_left) == ("Åsa", 0, 0)
    assert (third.name, third.topics, third.expired) == ("Örjan", (), 1)
    assert list(matrix().municipalities) == ["1490", "2282", "1281"]


def test_the_database_is_asked_as_often_whoever_there_is() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS})
    with counted_queries() as one:
        matrix()
    for number in range(4):
        expert(f"Bo Berg {number}", "1281", {"LAR-1": Level.SHOWS, "UPP": Level.ANSWERS})
    with counted_queries() as many:
        matrix()
    assert len(many) == len(one) == 6


def test_the_page_of_an_expert_shows_each_reader_their_part() -> None:
    eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS})
    bo = expert("Bo Berg", "1281")
    readers = {"own": eva, "other": bo, "adviser": account(Role.ADVISER), "coordinator": account(Role.COORDINATOR)}
    pages = {name: expert_page(actor(reader), eva.id, "sv", today=TODAY) for name, reader in readers.items()}
    assert [name for name, page in pages.items() if page.may_manage] == ["coordinator"]
    assert [name for name, page in pages.items() if page.may_see_hours] == ["own", "adviser", "coordinator"]


def test_who_is_no_expert_has_no_page() -> None:
    closed = account(Role.EXPERT, municipality="1490", is_open=False)
    reader = actor(account(Role.COORDINATOR))
    for id_ in (account().id, closed.id, 999_999):
        with pytest.raises(HiddenError):
            expert_page(reader, id_, "sv", today=TODAY)


def test_an_expert_whose_municipality_is_not_confirmed_is_shown_without_it() -> None:
    eva = account(Role.EXPERT, municipality="1490", is_municipality_confirmed=False)
    page = expert_page(actor(eva), eva.id, "sv", today=TODAY)
    assert (page.municipality, page.version, page.skills) == (None, 0, ())


def test_months_lead_to_each_other() -> None:
    eva = expert("Eva Ek", "1490")
    worked(eva, 30, date(2026, 7, 31), "Juli")
    worked(eva, 60, date(2026, 11, 1), "Början")
    worked(eva, 15, TODAY, "Slutet")
    worked(expert("Bo Berg", "1281"), 500, TODAY)

    month = worked_month(eva.id, TODAY, today=TODAY)
    assert ([line.note for line in month.lines], month.minutes) == (["Slutet", "Början"], 75)
    assert (month.earlier, month.later) == (date(2026, 7, 1), None)
    july = worked_month(eva.id, date(2026, 7, 1), today=TODAY)
    assert (july.minutes, july.earlier, july.later) == (30, None, date(2026, 8, 1))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2028, 2, 10), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 31), date(2027, 1, 31)),
    ],
)
def test_the_days_of_a_month(day: date, last: date) -> None:
    assert month_of(day) == (day.replace(day=1), last)
