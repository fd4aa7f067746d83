"""The pages of the experts, as the coordinator and the others who help use them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence, Expert, Expertise
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.staff import absence, expert, worked
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
AMIR, SARA, EVA = "amir@skr.example", "sara@skr.example", "eva@boras.example"


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        account(Role.COORDINATOR, name="Amir Haddad", email=AMIR)
        account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, email=EVA)
        bo = expert("Bo Berg", "1281", {"UPP": Level.WEBINARS}, valid_until=date(2026, 9, 15))
        new = account(Role.EXPERT, name="Ny Nilsson", municipality="2282")
        absence(bo, date(2026, 11, 19), date(2026, 11, 27), eva)
        worked(eva, 90, date(2026, 11, 2), "Möte med Härnösand")
        return {"eva": eva.id, "bo": bo.id, "new": new.id}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def amir(browser: Visit) -> Browser:
    return browser(AMIR)


def test_the_matrix_shows_who_has_what_what_ran_out_and_what_nobody_has(browser: Visit) -> None:
    words = browser(EVA).get("/experter").words
    assert "Trygghetslarm Borås Kan visa på plats Eva Ek" in words
    assert "Digital tillsyn och nattillsyn Ingen expert har ämnet" in words
    assert words.count("Hela ämnet") == 1  # of the two topics, one is known in parts only: that is no news
    assert "Lund Kan hålla webbinarium Bo Berg Gick ut 15 september 2026 Borta till och med 27 november 2026" in words
    assert "Per ämne 5 Utan expert 3 Per expert 3" in words


def test_the_views_and_the_filters(browser: Visit) -> None:
    sara = browser(SARA)
    gaps = sara.get("/experter?vy=utan-expert")
    assert "Trygghetslarm" not in gaps.words.partition("Visa")[2]
    assert gaps.title.startswith("Experter: Utan expert")
    people = sara.get("/experter?vy=experter").words
    assert "Eva Ek Borås 1 10 8 tim 30 min –" in people
    assert "Bo Berg Lund Inget 1 har gått ut" in people

    narrow = sara.get("/experter?amne=LAR&kommun=1490")
    assert "Eva Ek" in narrow.words
    assert "Rensa filter" in narrow.words
    assert "Bo Berg" not in narrow.words
    assert "Inget passar filtret." in sara.get("/experter?kommun=9999").words
    assert "Ingen expert passar filtret." in sara.get("/experter?vy=experter&amne=UPP-2&kommun=1490").words


@pytest.mark.parametrize("query", ["vy=annat", "amne=%01", "kommun=" + "x" * 500])
def test_an_address_that_somebody_changed_shows_a_page(browser: Visit, query: str) -> None:
    browser(SARA).get(f"/experter?{query}")


def test_hours_are_for_the_desk_and_changing_is_for_the_coordinator(browser: Visit, ids: dict[str, int]) -> None:
    path = f"/experter/{ids['bo']}"
    assert "Kvar den här månaden" not in browser(EVA).get(path).words
    assert "Kvar den här månaden" not in browser(EVA).get("/experter?vy=experter").words
    shown = browser(SARA).get(path)
    assert "Kvar den här månaden" in shown.words
    assert "Eva Ek är ersättare." in shown.words
    assert "<form" not in shown.text.partition("<main")[2].partition("</main")[0]
    for action in ("timmar", "amnen", "ta-bort-amne", "franvaro", "franvaro/1/ta-bort"):
        browser(EVA).post(f"{path}/{action}", status=403)
        browser(SARA).post(f"{path}/{action}", status=403)


def test_a_requester_and_a_visitor_see_no_expert(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    with app.app_context():
        account(email="anna@boras.example", municipality="1490")
        db.session.commit()
    for path in ("/experter", f"/experter/{ids['eva']}"):
        browser("anna@boras.example").get(path, status=403)
        browser().get(path, status=303)
    browser(SARA).get("/experter/999999", status=404)


def test_an_expert_about_whom_nothing_is_known_gets_hours_and_a_topic(
    app: Flask, amir: Browser, ids: dict[str, int]
) -> None:
    path = f"/experter/{ids['new']}"
    page = amir.get(path)
    assert "Inga ämnen är angivna än." in page.words
    page = amir.follow(amir.submit(page, "/timmar", hours_a_month="12"))
    assert "Timmarna är sparade." in page.text
    assert page.form("/amnen").values["valid_until"] == ["2027-11-20"]
    page = amir.follow(amir.submit(page, "/amnen", topic="LAR-3", level="webinars"))

    assert "Digital tillsyn och nattillsyn Kan hålla webbinarium 20 november 2027" in page.words
    assert stored(app, select(Expert.hours_a_month).where(Expert.account_id == ids["new"])) == [12]


def test_a_topic_is_changed_through_its_link_and_removed(app: Flask, amir: Browser, ids: dict[str, int]) -> None:
    path = f"/experter/{ids['eva']}"
    link = next(each for each in amir.get(path).links() if "amne=LAR-1" in each)
    page = amir.get(link.partition("#")[0])
    form = page.form("/amnen").values
    assert (form["topic"], form["level"], form["valid_until"]) == (["LAR-1"], ["shows"], ["2027-06-30"])
    page = amir.follow(amir.submit(page, "/amnen", level="answers", valid_until="2028-01-31"))
    assert "Trygghetslarm Kan svara 31 januari 2028" in page.words

    amir.submit(page, "/ta-bort-amne")
    assert stored(app, select(Expertise.id).where(Expertise.account_id == ids["eva"])) == []


def test_the_link_of_what_ran_out_proposes_a_day_to_come(amir: Browser, ids: dict[str, int]) -> None:
    page = amir.get(f"/experter/{ids['bo']}?amne=UPP")
    assert page.form("/amnen").values["valid_until"] == ["2026-11-21"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"topic": ""}, "Välj ett ämne i listan."),
        ({"topic": "XXX"}, "Välj ett ämne i listan."),
        ({"level": "allt"}, "Välj hur långt hjälpen räcker."),
        ({"valid_until": ""}, "Skriv till och med vilken dag uppgiften gäller."),
        ({"valid_until": "i vår"}, "Skriv dagen som år-månad-dag"),
        ({"valid_until": "2026-11-20"}, "Välj en dag som inte har varit än."),
        ({"valid_until": "2030-01-01"}, "Välj en dag inom tre år."),
    ],
)
def test_a_topic_says_what_to_correct_and_keeps_the_rest(
    amir: Browser, ids: dict[str, int], typed: dict[str, str], says: str
) -> None:
    sent = {"topic": "UPP-2", "level": "webinars", "valid_until": "2027-05-05", **typed}
    page = amir.submit(amir.get(f"/experter/{ids['eva']}"), "/amnen", 422, **sent)
    assert says in page.words
    assert page.title.startswith("Fel: ")
    kept = page.form("/amnen").values
    assert all(kept[name] == [value] for name, value in sent.items() if name not in typed)


@pytest.mark.parametrize("hours", ["", "många", "-1", "201", "1,5", "9999999999"])
def test_hours_are_a_whole_number(app: Flask, amir: Browser, ids: dict[str, int], hours: str) -> None:
    page = amir.submit(amir.get(f"/experter/{ids['eva']}"), "/timmar", 422, hours_a_month=hours)
    assert "Skriv ett helt" in page.words
    assert stored(app, select(Expert.hours_a_month).where(Expert.account_id == ids["eva"])) == [10]


def test_what_changed_meanwhile_is_shown_with_what_was_typed(
    app: Flask, amir: Browser, browser: Visit, ids: dict[str, int]
) -> None:
    page = amir.get(f"/experter/{ids['eva']}")
    eva = browser(EVA)
    eva.submit(eva.get("/min-expertis"), "/amnen", topic="UPP", level="answers", valid_until="2027-01-01")
    again = amir.submit(page, "/amnen", 409, topic="LAR-3", level="webinars", valid_until="2027-05-05")

    assert "Expertens ämnen eller timmar har ändrats medan du skrev." in again.words
    assert "Upphandling och avtal Kan svara" in again.words
    kept = again.form("/amnen").values
    assert (kept["topic"], kept["level"], kept["valid_until"]) == (["LAR-3"], ["webinars"], ["2027-05-05"])
    amir.submit(again, "/amnen")
    codes = stored(app, select(Expertise.topic_code).where(Expertise.account_id == ids["eva"]))
    assert sorted(codes) == ["LAR-1", "LAR-3", "UPP"]

    stale = amir.submit(page, "/timmar", 409, hours_a_month="30")
    assert stale.form("/timmar").values["hours_a_month"] == ["30"]
    amir.submit(page, "/ta-bort-amne", 409)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_version_that_nobody_had_is_stale(amir: Browser, ids: dict[str, int], version: str) -> None:
    amir.submit(amir.get(f"/experter/{ids['eva']}"), "/timmar", 409, version=version, hours_a_month="7")


def test_the_coordinator_plans_and_removes_absence(app: Flask, amir: Browser, ids: dict[str, int]) -> None:
    empty = amir.get(f"/experter/{ids['eva']}")
    days = {"from_on": "2026-12-21", "until_on": "2026-12-23", "substitute": str(ids["bo"])}
    page = amir.follow(amir.submit(empty, "/franvaro", **days))
    assert "21 december 2026 – 23 december 2026 Bo Berg är ersättare." in page.words

    wrong = amir.submit(empty, "/franvaro", 422, **{**days, "until_on": "2026-12-20"})
    assert "Den sista dagen är före den första." in wrong.words
    assert 'value="2026-12-20"' in wrong.text
    amir.submit(page, "/franvaro/")
    assert stored(app, select(Absence.id).where(Absence.account_id == ids["eva"])) == []


def test_the_coordinator_reads_the_worked_time_month_by_month(amir: Browser, ids: dict[str, int]) -> None:
    path = f"/experter/{ids['eva']}"
    assert "Möte med Härnösand 1 tim 30 min" in amir.get(path).words
    october = amir.get(f"{path}?manad=2026-10").words
    assert "Ingen tid är inskriven för månaden." in october
    assert "Arbetad tid i november 2026" in amir.get(f"{path}?manad=2027-01").words
    assert "Arbetad tid i november 2026" in amir.get(f"{path}?manad=strax").words
