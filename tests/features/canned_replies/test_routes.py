import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.domain.actor import Role
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.canned_replies import canned_reply
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, TOLVAN, Fill, Visit, stored

pytestmark = pytest.mark.usefixtures("now")
EXPERT = "ella@kramfors.example"


@pytest.fixture
def path(filled: Fill) -> str:
    def make() -> str:
        small_register()
        account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
        account(Role.EXPERT, email=EXPERT, municipality="2282")
        canned_reply("Allmänt", used_at=NOON)
        canned_reply("Gammalt", is_archived=True)
        return f"/svarsmallar/{canned_reply('Larm', 'Hej {förnamn}, om larm.', 'LAR-1').id}"

    return filled(make)


def test_the_list_shows_all_by_topic(path: str, browser: Visit) -> None:
    page = browser(ADVISER).get("/svarsmallar")

    assert re.search(r"Alla ämnen .*Allmänt .*20 november 2026.* Trygghetslarm .*Larm.* Gammalt", page.words)
    assert path in page.links()


def test_the_list_says_when_there_is_none(filled: Fill, browser: Visit) -> None:
    filled(lambda: account(Role.ADVISER, email=ADVISER).email)
    assert "/svarsmallar/ny" in browser(ADVISER).get("/svarsmallar").links()


@pytest.mark.usefixtures("path")
def test_a_reply_is_written(app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get("/svarsmallar/ny")
    saved = visitor.submit(page, "/svarsmallar/ny", title="Ny mall", topic="UPP", text="Hej {kommun}")

    assert "Ny mall" in visitor.follow(saved).words
    assert stored(app, select(CannedReply.topic_code).where(CannedReply.title == "Ny mall")) == ["UPP"]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "Hej {namn} {x}"}, "{namn}, {x}"),
        ({"text": "Hej {namn}"}, "{förnamn}, {kommun}, {ärendenummer}, {ämne}, {rådgivare}"),
        ({"text": TOLVAN}, "personnummer"),
        ({"title": TOLVAN}, "personnummer"),
        ({"title": ""}, ""),
        ({"text": " "}, ""),
        ({"topic": "XXX"}, ""),
        ({"text": "x" * 10_001}, ""),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_typed_is_lost_on_an_error(
    typed: dict[str, str], told: str, path: str, app: Flask, browser: Visit, *, is_new: bool
) -> None:
    where = "/svarsmallar/ny" if is_new else path
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(where), where, 422, **{"title": "Ny mall", "text": "Hej på dig", **typed})

    assert "ds-error-summary" in page.text
    assert told in page.text
    form = page.form(where).values
    assert form["text"] == [typed.get("text", "Hej på dig").strip()]
    assert form["title"] == [typed.get("title", "Ny mall")]
    assert sorted(stored(app, select(CannedReply.title))) == ["Allmänt", "Gammalt", "Larm"]


def test_a_reply_is_changed(path: str, app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    assert page.form(path).values["topic"] == ["LAR-1"]
    visitor.submit(page, path, title="Larmet", topic="")

    assert stored(app, select(CannedReply.topic_code).where(CannedReply.title == "Larmet")) == [None]


def test_of_two_who_change_it_the_second_sees_what_is_new(path: str, app: Flask, browser: Visit) -> None:
    sara, again = browser(ADVISER), browser(ADVISER)
    mine, theirs = sara.get(path), again.get(path)
    again.submit(theirs, path, text="Den andres text")
    page = sara.submit(mine, path, 409, text="Min text")

    assert "Den andres text" in page.words
    assert page.form(path).values["text"] == ["Min text"]
    sara.submit(page, path)
    assert "Min text" in stored(app, select(CannedReply.text))
    sara.submit(mine, "/arkivera", 409)
    sara.post(f"{path}/arkivera", {"version": "x"}, status=409)


def test_a_reply_is_put_away_and_brought_back(path: str, app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    away = select(CannedReply.title).where(CannedReply.is_archived).order_by(CannedReply.title)
    visitor.submit(visitor.get(path), "/arkivera")
    assert stored(app, away) == ["Gammalt", "Larm"]
    visitor.follow(visitor.submit(visitor.get(path), "/ta-fram"))
    assert stored(app, away) == ["Gammalt"]


@pytest.mark.parametrize("is_new", [True, False])
def test_a_preview_shows_examples_and_keeps_what_was_typed(path: str, browser: Visit, *, is_new: bool) -> None:
    where = "/svarsmallar/ny" if is_new else path
    visitor = browser(ADVISER)
    form = visitor.get(where).form(where)
    typed = form.filled({"text": "Hej **{förnamn}** {x}", "title": ""})
    page = visitor.post("/svarsmallar/forhandsgranska", typed, status=200)

    assert "<strong>Kim</strong> {x}" in page.text
    assert page.form(where).values["text"] == ["Hej **{förnamn}** {x}"]
    assert "ds-error-summary" not in page.text
    part = visitor.post("/svarsmallar/forhandsgranska", typed, status=200, headers={"HX-Request": "true"})
    assert "<strong>Kim</strong>" in part.text
    assert "<html" not in part.text


def test_they_are_the_desks_alone(path: str, browser: Callable[..., Browser]) -> None:
    for address in ("/svarsmallar", "/svarsmallar/ny", path):
        browser(EXPERT).get(address, status=403)
        assert "/logga-in" in (browser().get(address, status=303).location or "")
    for address in ("/svarsmallar/ny", path, f"{path}/arkivera", f"{path}/ta-fram", "/svarsmallar/forhandsgranska"):
        browser(EXPERT).post(address, status=403)
    browser(ADVISER).get("/svarsmallar/999999", status=404)
    browser(ADVISER).post("/svarsmallar/999999/arkivera", {"version": "1"}, status=404)
