"""The pages of the topics."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.directory.forms.topic import ICONS
from helpdesk.directory.models import Topic
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.marks import IndexMark
from helpdesk.knowledge.models import Article
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.factories.tickets import ticket
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
HENRIK, FATIMA, SARA = "henrik@skr.example", "fatima@skr.example", "sara@skr.example"
TYPED = {"name_sv": "Robotar", "description_sv": "Om robotar.", "parent": "", "icon": "bell"}


@pytest.fixture(autouse=True)
def article_id(filled: Callable[[Callable[[], Any]], Any], now: object) -> int:  # noqa: ARG001  the clock stands
    def make() -> int:
        small_register()
        account(Role.ADMINISTRATOR, name="Henrik Östlund", email=HENRIK)
        account(Role.COORDINATOR, name="Fatima Rahimi", email=FATIMA)
        sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
        ticket(account(), topics=("LAR-1",))
        return article("larm", owner=sara, topics=("LAR-1",)).id

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def henrik(browser: Visit) -> Browser:
    return browser(HENRIK)


def test_a_topic_is_made_and_stands_in_the_list(app: Flask, henrik: Browser) -> None:
    page = henrik.get("/admin/amnen/nytt")
    sent = henrik.submit(page, "/nytt", **TYPED, name_en="Robots", description_en="About robots.")
    shown = henrik.follow(sent)
    assert "Ämnet är skapat." in shown.text
    assert "Robotar Robots ROB Upp" in shown.words
    assert henrik.submit(page, "/nytt", **TYPED, name_en="Robots", description_en="About robots.").location
    assert stored(app, select(Topic.name_en).where(Topic.code == "ROB")) == ["Robots"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name_sv": " "}, "Skriv namnet på svenska."),
        ({"name_sv": "x" * 81}, "80 tecken"),
        ({"name_sv": "Upphandling OCH avtal"}, "Det finns redan ett ämne med det namnet."),
        ({"description_sv": ""}, "Skriv en mening på svenska"),
        ({"description_en": "x" * 201}, "200 tecken"),
        ({"parent": "LAR-1"}, "Välj bland huvudämnena i listan."),
        ({"icon": "skull"}, "Välj en ikon i listan."),
    ],
)
def test_a_topic_says_what_to_correct_and_keeps_the_rest(
    app: Flask, henrik: Browser, typed: dict[str, Any], says: str
) -> None:
    page = henrik.submit(henrik.get("/admin/amnen/nytt"), "/nytt", 422, **{**TYPED, "name_en": "Robots", **typed})
    assert says in page.words
    assert page.title.startswith("Fel: ")
    assert page.form("/nytt").values["name_en"] == ["Robots"]
    assert len(stored(app, select(Topic.code))) == 5


def test_a_topic_is_changed_and_moved_under_another(app: Flask, henrik: Browser, article_id: int) -> None:
    page = henrik.get("/admin/amnen/LAR-1")
    assert page.form("/admin/amnen/LAR-1").values["parent"] == ["LAR"]
    henrik.submit(page, "/admin/amnen/LAR-1", **{**TYPED, "parent": "UPP"})
    assert stored(app, select(Topic.parent_code).where(Topic.code == "LAR-1")) == ["UPP"]
    marked = stored(app, select(IndexMark.kind).order_by(IndexMark.kind))
    assert "article" in marked
    assert len(marked) == 3
    assert stored(app, select(Article.id)) == [article_id]


def test_what_only_changes_its_name_is_not_indexed_anew(app: Flask, henrik: Browser) -> None:
    henrik.submit(henrik.get("/admin/amnen/LAR-1"), "/admin/amnen/LAR-1", name_sv="Digitala larm")
    assert stored(app, select(IndexMark.kind)) == []


def test_what_changed_meanwhile_is_said_and_what_was_typed_is_kept(henrik: Browser, browser: Visit) -> None:
    path = "/admin/amnen/LAR-1"
    mine, theirs = henrik.get(path), browser(FATIMA).get(path)
    henrik.submit(mine, path, name_sv="Larm")
    again = browser(FATIMA).submit(theirs, path, 409, name_sv="Knappar")
    assert "Ämnet har ändrats medan du skrev." in again.words
    assert again.form(path).values["name_sv"] == ["Knappar"]
    browser(FATIMA).submit(again, path)


def test_topics_are_moved_without_a_script(app: Flask, henrik: Browser) -> None:
    page = henrik.get("/admin/amnen")
    assert 'aria-label="Flytta upp Upphandling och avtal"' in page.text
    assert 'formaction="/admin/amnen/UPP/flytta"' in page.text
    typed = page.form("/admin/amnen").values
    moved = henrik.post("/admin/amnen/UPP/flytta", {**typed, "step": "up"})
    assert moved.location == "/admin/amnen#UPP"
    assert stored(app, select(Topic.code).order_by(Topic.position)) == ["UPP", "UPP-2", "LAR", "LAR-1", "LAR-3"]
    henrik.post("/admin/amnen/UPP/flytta", {"step": "sideways"}, status=422)
    henrik.post("/admin/amnen/XXX/flytta", {"step": "up"}, status=404)


def test_a_topic_is_put_away_and_used_again(henrik: Browser, article_id: int) -> None:
    shown = henrik.follow(henrik.submit(henrik.get("/admin/amnen/LAR-1"), "/arkivera"))
    assert "Ämnet är arkiverat." in shown.text
    assert "Används inte" in shown.words
    page = henrik.get("/admin/amnen/LAR-1")
    assert "kan inte väljas längre" in page.words
    assert article_id
    assert "Trygghetslarm" in henrik.get("/kunskapsbank/larm").words
    henrik.submit(page, "/aterstall")
    assert "Används inte" not in henrik.get("/admin/amnen").words


def test_pages_live_with_an_archived_topic(henrik: Browser, browser: Visit) -> None:
    henrik.submit(henrik.get("/admin/amnen/LAR-1"), "/arkivera")
    sara = browser(SARA)
    for path in (
        "/",
        "/kunskapsbank",
        "/kunskapsbank/amne/larm-och-tillsyn",
        "/handlaggning",
        "/sok?q=larm&amne=LAR-1",
    ):
        sara.get(path)
    reference = next(link for link in sara.get("/handlaggning").links() if link.startswith("/arenden/"))
    assert "Trygghetslarm" in sara.get(reference).words


def test_a_main_topic_with_subtopics_stays(app: Flask, henrik: Browser) -> None:
    page = henrik.submit(henrik.get("/admin/amnen/UPP"), "/arkivera", 409)
    assert "Ämnet har underämnen som används." in page.words
    assert stored(app, select(Topic.is_archived).where(Topic.code == "UPP")) == [False]


def test_english_readers_are_told_in_english(app: Flask, henrik: Browser, browser: Visit) -> None:
    typed = {"name_en": "Alarms", "description_en": "Safety at home."}
    henrik.submit(henrik.get("/admin/amnen/LAR"), "/admin/amnen/LAR", **typed)
    reader = browser()
    with app.app_context():
        reader.client.set_cookie("language", "en")
    for path in ("/kunskapsbank", "/kunskapsbank/amne/larm-och-tillsyn"):
        assert "Safety at home." in reader.get(path).words
    assert "Safety at home." not in browser().get("/kunskapsbank").words


@pytest.mark.parametrize("path", ["/admin/amnen", "/admin/amnen/nytt", "/admin/amnen/LAR"])
def test_topics_are_the_administrator_s_and_the_coordinator_s(browser: Visit, path: str) -> None:
    browser(FATIMA).get(path)
    browser(SARA).get(path, status=403)
    browser().get(path, status=303)


def test_a_topic_that_is_not_there(henrik: Browser) -> None:
    henrik.get("/admin/amnen/XXX", status=404)
    henrik.post("/admin/amnen/XXX", TYPED, status=404)


def test_every_icon_to_choose_is_built(app: Flask) -> None:
    assert set(ICONS) <= set(app.jinja_env.globals["icon_paths"])


def test_the_list_asks_as_often_whatever_there_is(app: Flask, henrik: Browser) -> None:
    henrik.get("/admin/amnen")
    with counted_queries() as few:
        henrik.get("/admin/amnen")
    with app.app_context():
        for number in range(30):
            topic = Topic(code=f"X{number}", slug=f"x{number}", name_sv=f"X{number}", description_sv="x", position=90)
            db.session.add(topic)
        db.session.commit()
    with counted_queries() as many:
        henrik.get("/admin/amnen")
    assert len(many) == len(few)
