"""What people who help state about themselves: topics, time, absence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence, Expertise, WorkedTime
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.staff import absence, expert, worked
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN, stored

Visit = Callable[..., Browser]
SARA, EVA = "sara@skr.example", "eva@boras.example"
TIME = {"worked_on": "2026-11-19", "hours": "1", "minutes": "15", "note": "Möte med Härnösand"}
DAYS = {"from_on": "2026-12-21", "until_on": "2026-12-23", "substitute": ""}


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        amir = account(Role.COORDINATOR, name="Amir Haddad")
        eva = expert("Eva Ek", "1490", {"LAR-1": Level.SHOWS}, email=EVA)
        bo = expert("Bo Berg", "1281")
        worked(eva, 30, date(2026, 9, 4), "Svar till Lund")
        return {"sara": sara.id, "amir": amir.id, "eva": eva.id, "bo": bo.id}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def eva(browser: Visit) -> Browser:
    return browser(EVA)


def test_an_expert_adds_a_topic_and_drops_it(app: Flask, eva: Browser) -> None:
    page = eva.follow(
        eva.submit(eva.get("/min-expertis"), "/amnen", topic="UPP", level="answers", valid_until="2027-01-31")
    )
    assert "Upphandling och avtal Kan svara 31 januari 2027" in page.words
    assert "Ämnet är sparat." in page.text
    eva.submit(page, "/ta-bort", dropped="UPP")
    assert stored(app, select(Expertise.topic_code)) == ["LAR-1"]
    wrong = eva.submit(page, "/amnen", 422, topic="")
    assert "Välj ett ämne i listan." in wrong.words
    stale = eva.submit(page, "/ta-bort", 409, dropped="LAR-1")
    assert "har ändrats medan du skrev" in stale.words


def test_nobody_sets_their_own_hours(eva: Browser, ids: dict[str, int]) -> None:
    page = eva.get("/min-expertis")
    assert "Samordnaren skriver in timmarna i månaden." in page.words
    assert "hours_a_month" not in page.text
    eva.post(f"/experter/{ids['eva']}/timmar", {"hours_a_month": "100"}, status=403)


def test_time_is_written_down_once_and_struck(app: Flask, eva: Browser) -> None:
    page = eva.get("/min-expertis")
    assert page.form("/tid").values["worked_on"] == ["2026-11-20"]
    sent = eva.submit(page, "/tid", **TIME)
    eva.submit(page, "/tid", **TIME)
    page = eva.follow(sent)
    assert "19 november 2026 Möte med Härnösand 1 tim 15 min" in page.words
    assert "Timmar i månaden 10 Kvar den här månaden 8 tim 45 min" in page.words

    eva.submit(page, "/ta-bort?manad=2026-11")
    assert stored(app, select(WorkedTime.note)) == ["Svar till Lund"]


def test_time_of_an_earlier_month_leads_to_that_month(eva: Browser) -> None:
    page = eva.get("/min-expertis")
    sent = eva.submit(page, "/tid", **{**TIME, "worked_on": "2026-10-30"})
    assert sent.location is not None
    assert sent.location.endswith("?manad=2026-10")
    october = eva.follow(sent)
    assert "Arbetad tid i oktober 2026" in october.words
    assert "September 2026 November 2026" in october.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hours": "", "minutes": ""}, "Skriv hur lång tid det tog"),
        ({"hours": "25"}, "Skriv hur lång tid det tog"),
        ({"hours": "två"}, "Skriv ett heltal"),
        ({"minutes": "-5"}, "Skriv ett heltal"),
        ({"worked_on": ""}, "Skriv vilken dag du arbetade."),
        ({"worked_on": "2026-11-21"}, "Dagen har inte varit än."),
        ({"worked_on": "2025-01-02"}, "mer än ett år sedan"),
        ({"note": " "}, "Skriv några ord om vad du gjorde."),
        ({"note": "x" * 201}, "200 tecken"),
        ({"note": f"Möte om {TOLVAN}"}, "personnummer"),
    ],
)
def test_time_says_what_to_correct_and_keeps_the_rest(
    app: Flask, eva: Browser, typed: dict[str, str], says: str
) -> None:
    page = eva.submit(eva.get("/min-expertis"), "/tid", 422, **{**TIME, **typed})
    assert says in page.words
    assert page.title.startswith("Fel: ")
    kept = page.form("/tid").values
    assert all(kept[name] == [value] for name, value in TIME.items() if name not in typed)
    assert stored(app, select(WorkedTime.note)) == ["Svar till Lund"]


def test_only_experts_have_expertise(browser: Visit) -> None:
    browser(SARA).get("/min-expertis", status=403)
    browser(SARA).post("/min-expertis/tid", status=403)


def test_absence_is_planned_and_taken_back(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    sara = browser(SARA)
    page = sara.get("/franvaro")
    assert "Du har ingen frånvaro inlagd." in page.words
    page = sara.follow(sara.submit(page, "/franvaro", **{**DAYS, "substitute": str(ids["amir"])}))
    assert "21 december 2026 23 december 2026 Amir Haddad" in page.words
    sara.submit(page, "/ta-bort")
    assert stored(app, select(Absence.id)) == []


def test_who_is_away_can_say_that_they_are_back(
    app: Flask, filled: Callable[..., Any], eva: Browser, ids: dict[str, int]
) -> None:
    def make() -> int:
        absence(db.session.get_one(Account, ids["eva"]), date(2026, 11, 16), date(2026, 11, 27))
        return absence(db.session.get_one(Account, ids["bo"]), date(2026, 11, 16), date(2026, 11, 27)).id

    other = filled(make)
    page = eva.get("/franvaro")
    assert "Borta nu" in page.words
    assert "Jag är tillbaka" in page.words
    eva.submit(page, "/ta-bort")
    eva.post(f"/franvaro/{other}/ta-bort")
    assert sorted(stored(app, select(Absence.until_on))) == [date(2026, 11, 19), date(2026, 11, 27)]


def test_experts_are_offered_experts_and_never_themselves(eva: Browser, browser: Visit, ids: dict[str, int]) -> None:
    offered = eva.get("/franvaro").text
    assert ">Bo Berg, Lund</option>" in offered
    assert f'value="{ids["eva"]}"' not in offered
    assert "Sara Lindqvist</option>" not in offered
    desk = browser(SARA).get("/franvaro").text
    assert ">Amir Haddad</option>" in desk
    assert "Bo Berg" not in desk


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"from_on": ""}, "Skriv första dagen du är borta."),
        ({"until_on": ""}, "Skriv sista dagen du är borta."),
        ({"until_on": "2026-12-20"}, "Den sista dagen är före den första."),
        ({"from_on": "2026-11-02", "until_on": "2026-11-06"}, "Dagarna har passerat."),
        ({"until_on": "2029-01-01"}, "inom två år"),
        ({"substitute": "999999"}, "Välj en ersättare i listan, eller ingen."),
    ],
)
def test_absence_says_what_to_correct_and_keeps_the_rest(
    app: Flask, eva: Browser, typed: dict[str, str], says: str
) -> None:
    page = eva.submit(eva.get("/franvaro"), "/franvaro", 422, **{**DAYS, **typed})
    assert says in page.words
    assert page.title.startswith("Fel: ")
    kept = page.form("/franvaro").values
    assert all(kept[name] == [value] for name, value in {**DAYS, **typed}.items() if name != "substitute")
    assert stored(app, select(Absence.id)) == []


def test_days_can_be_away_once(eva: Browser) -> None:
    page = eva.get("/franvaro")
    eva.submit(page, "/franvaro", **DAYS)
    again = eva.submit(page, "/franvaro", 422, **{**DAYS, "from_on": "2026-12-23", "until_on": "2026-12-28"})
    assert "En annan frånvaro har några av dagarna." in again.words


def test_the_substitute_who_left_meanwhile_is_refused_at_the_field(
    app: Flask, eva: Browser, ids: dict[str, int], filled: Callable[..., Any]
) -> None:
    page = eva.get("/franvaro")

    def close() -> None:
        db.session.get_one(Account, ids["bo"]).is_open = False

    filled(close)
    again = eva.submit(page, "/franvaro", 422, **{**DAYS, "substitute": str(ids["bo"])})
    assert "Välj en ersättare i listan, eller ingen." in again.words
    assert stored(app, select(Absence.id)) == []
