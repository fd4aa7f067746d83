"""The pages of the teams."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.staff.models import Team, TeamMember, TeamTopic
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.staff import team
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
AMIR, SARA = "amir@skr.example", "sara@skr.example"


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        account(Role.COORDINATOR, name="Amir Haddad", email=AMIR)
        sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        return {"sara": sara.id, "team": team("Köp", sara, topics=("UPP",)).id}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def amir(browser: Visit) -> Browser:
    return browser(AMIR)


def test_a_team_is_made_and_stands_in_the_list(app: Flask, amir: Browser, ids: dict[str, int]) -> None:
    page = amir.get("/team/nytt")
    sent = amir.submit(page, "/team/nytt", name="Larmgruppen", members=[str(ids["sara"])], topics=["LAR"])
    shown = amir.follow(sent)
    assert "Teamet är skapat." in shown.text
    assert "Larmgruppen Sara Lindqvist Larm och tillsyn" in shown.words
    amir.submit(page, "/team/nytt", name="Larmgruppen", members=[str(ids["sara"])], topics=["LAR"])
    assert sorted(stored(app, select(Team.name))) == ["Köp", "Larmgruppen"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "Skriv vad teamet heter."),
        ({"name": "KÖP"}, "Det finns redan ett team med det namnet."),
        ({"name": "x" * 81}, "80 tecken"),
        ({"description": "x" * 501}, "500 tecken"),
        ({"members": ["999999"]}, "Välj bland dem som handlägger ärenden."),
        ({"members": ["x"]}, "Välj bland dem som handlägger ärenden."),
        ({"topics": ["LAR-1"]}, "Välj bland ämnena i listan."),
    ],
)
def test_a_team_says_what_to_correct_and_keeps_the_rest(
    app: Flask, amir: Browser, typed: dict[str, Any], says: str
) -> None:
    sent = {"name": "Larm", "description": "Allt om larm", "topics": ["LAR"], **typed}
    page = amir.submit(amir.get("/team/nytt"), "/team/nytt", 422, **sent)
    assert says in page.words
    assert page.title.startswith("Fel: ")
    kept = page.form("/team/nytt").values
    assert kept["description"] == [sent["description"]]
    assert stored(app, select(Team.name)) == ["Köp"]


def test_a_team_is_changed(app: Flask, amir: Browser, ids: dict[str, int]) -> None:
    page = amir.get(f"/team/{ids['team']}")
    form = page.form(f"/team/{ids['team']}").values
    assert (form["name"], form["members"], form["topics"]) == (["Köp"], [str(ids["sara"])], ["UPP"])
    amir.submit(page, f"/team/{ids['team']}", name="Köp och avtal", members=[], topics=["LAR", "UPP"])
    assert stored(app, select(Team.name)) == ["Köp och avtal"]
    assert stored(app, select(TeamMember.account_id)) == []
    assert sorted(stored(app, select(TeamTopic.topic_code))) == ["LAR", "UPP"]


def test_what_changed_meanwhile_is_said_and_what_was_typed_is_kept(
    app: Flask, amir: Browser, ids: dict[str, int]
) -> None:
    path = f"/team/{ids['team']}"
    first, second = amir.get(path), amir.get(path)
    amir.submit(first, path, members=[])
    again = amir.submit(second, path, 409, name="Avtal")
    assert "Teamet har ändrats medan du skrev." in again.words
    assert again.form(path).values["name"] == ["Avtal"]
    amir.submit(second, "/arkivera", 409)
    amir.submit(again, path)
    assert stored(app, select(Team.name)) == ["Avtal"]


def test_a_team_is_put_away_and_used_again(app: Flask, amir: Browser, ids: dict[str, int]) -> None:
    path = f"/team/{ids['team']}"
    shown = amir.follow(amir.submit(amir.get(path), "/arkivera"))
    assert "Teamet är arkiverat." in shown.text
    assert "Används inte" in shown.words
    page = amir.get(path)
    assert "kan inte väljas längre" in page.words
    amir.submit(page, "/aterstall")
    assert stored(app, select(Team.is_archived)) == [False]


def test_no_team_yet(amir: Browser, filled: Callable[..., Any], ids: dict[str, int]) -> None:
    filled(lambda: _remove(ids["team"]))
    assert "Det finns inget team än." in amir.get("/team").words


@pytest.mark.parametrize("path", ["/team", "/team/nytt", "/team/1"])
def test_teams_are_the_coordinator_s(browser: Visit, path: str) -> None:
    browser(SARA).get(path, status=403)
    browser().get(path, status=303)


def test_a_team_that_is_not_there(amir: Browser) -> None:
    amir.get("/team/999999", status=404)
    amir.post("/team/999999", {"name": "Larm"}, status=404)


def _remove(id_: int) -> None:
    db.session.delete(db.session.get_one(Team, id_, options=[selectinload(Team.members), selectinload(Team.topics)]))
