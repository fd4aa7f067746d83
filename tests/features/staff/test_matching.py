"""Experts to ask, as other features get them."""

from datetime import date

import pytest
from flask_babel import force_locale

from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.staff.forms.words import reason_sentence
from helpdesk.staff.queries.absence import stand_in
from helpdesk.staff.queries.matching import RankedExpert, ranked_experts
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.staff import absence, expert, worked

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)


def ranked(*topics: str, code: str | None = "2280", **open_consultations: int) -> tuple[RankedExpert, ...]:
    by_id = {int(id_.removeprefix("a")): count for id_, count in open_consultations.items()}
    return ranked_experts(topics, code, today=TODAY, open_consultations=by_id)


def said(each: RankedExpert) -> str:
    with force_locale("sv"):
        return reason_sentence(each.reasons)


def test_the_best_comes_first_and_says_why() -> None:
    lund = expert("Lisa Lund", "1281", {"LAR-1": Level.SHOWS})
    kramfors = expert("Karl Kramfors", "2282", {"LAR": Level.ANSWERS})
    worked(kramfors, 200, date(2026, 11, 1))
    worked(kramfors, 600, date(2026, 10, 31))
    first, second = ranked("LAR-1")

    assert (first.account_id, first.municipality, first.hours_left) == (kramfors.id, "Kramfors", 6)
    assert said(first) == "Samma län, ungefär lika stor, kan svara, 6 timmar kvar i november"
    assert (second.account_id, second.level) == (lund.id, Level.SHOWS)
    assert said(second) == "Kan visa på plats, 10 timmar kvar i november"


def test_open_questions_and_absence_are_said() -> None:
    eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, hours_a_month=1)
    bo = expert("Bo Berg", "1281", {"LAR-1": Level.SHOWS})
    absence(bo, TODAY, date(2026, 11, 27), eva)
    first, second = ranked("LAR-1", **{f"a{eva.id}": 1})

    assert said(first) == "Kan visa på plats, 1 timme kvar i november, 1 öppen fråga"
    assert said(second).endswith("borta till och med 27 november")
    assert (second.absent_until, second.substitute_id, second.substitute) == (date(2026, 11, 27), eva.id, "Eva Ek")


def test_only_experts_with_an_open_account_and_a_confirmed_municipality_can_be_asked() -> None:
    account(Role.EXPERT, municipality="1490", is_open=False)
    account(Role.EXPERT, municipality="1490", is_municipality_confirmed=False)
    account(Role.ADVISER, municipality="1490")
    new = account(Role.EXPERT, municipality="1490")
    (only,) = ranked("LAR-1", code=None)

    assert (only.account_id, only.level, only.hours_left) == (new.id, None, 0)
    assert said(only) == "Har inte ämnet, inga timmar avsatta"


def test_what_has_run_out_does_not_count() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, valid_until=date(2026, 11, 19))
    (only,) = ranked("LAR-1")
    assert only.level is None
    assert said(only).startswith("Uppgiften om ämnet har gått ut")


def test_the_database_is_asked_as_often_whoever_there_is() -> None:
    expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS})
    with counted_queries() as one:
        ranked("LAR-1")
    people = [expert(f"Bo Berg {number}", "1281", {"LAR-1": Level.SHOWS}) for number in range(5)]
    absence(people[0], TODAY, TODAY, people[1])
    with counted_queries() as many:
        ranked("LAR-1")
    assert len(many) <= len(one) + 2  # the substitutes and their roles
    assert len(many) <= 9


def test_the_substitute_who_is_there_stands_in() -> None:
    eva, bo, asa = (expert(name, "1490") for name in ("Eva Ek", "Bo Berg", "Åsa Öst"))
    absence(eva, date(2026, 11, 18), TODAY, bo)
    absence(bo, TODAY, TODAY, asa)

    assert stand_in(eva.id, TODAY) == asa.id
    assert stand_in(eva.id, date(2026, 11, 19)) == bo.id
    assert stand_in(eva.id, date(2026, 11, 21)) is None
    asa.is_open = False
    assert stand_in(eva.id, TODAY) is None


def test_who_helps_no_more_stands_in_for_nobody() -> None:
    eva, anna = expert("Eva Ek", "1490"), account(Role.REQUESTER)
    absence(eva, TODAY, TODAY, anna)
    assert stand_in(eva.id, TODAY) is None
