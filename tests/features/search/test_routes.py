import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article
from helpdesk.search import tasks
from helpdesk.search.queries.found import PAGE_SIZE
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.pages.browser import Browser

Visit = Callable[..., Browser]


def some_articles() -> None:
    small_register()
    account(Role.REQUESTER, email="anna@kommun.example")
    article("nattillsyn", title="Digital nattillsyn med kamera", municipality_code="2282")
    article("larm", title="Trygghetslarm <nytt>", body="Larmet går till larmmottagningen.", topics=("LAR-1",))
    article("avrop", title="Avropa larm från ramavtal", body="Ett larm köps genom avrop.", topics=("UPP-2",))
    article("hemligt", title="Larm för kommuner", body="Ordet är pomerans.", audience=Audience.MUNICIPALITIES)


@pytest.fixture
def visit(app: Flask, filled: Callable[..., None], browser: Visit, engine: object, now: object) -> Visit:  # noqa: ARG001
    filled(some_articles)
    with app.app_context():
        tasks.rebuild()
    return browser


def test_the_form_alone_without_words(visit: Visit) -> None:
    page = visit().get("/sok?q=%20%01")

    assert page.title.startswith("Sök –")
    assert page.form("/sok").values == {"q": [""]}


def test_hits_show_what_matched_what_it_is_and_keep_the_words(visit: Visit) -> None:
    page = visit().get("/sok?q=nattillsyn")

    assert page.title.startswith("Sökresultat för ”nattillsyn”")
    assert "<mark>nattillsyn</mark>" in page.text
    assert "Modellkommun Kramfors" in page.words
    assert page.form("/sok").values == {"q": ["nattillsyn"]}
    assert "/kunskapsbank/nattillsyn" in page.links()


def test_no_title_and_no_words_bring_markup_of_their_own(visit: Visit) -> None:
    page = visit().get("/sok?q=trygghetslarm+<b>")

    assert "&lt;nytt&gt;" in page.text
    assert "<b>" not in page.text


def test_a_topic_narrows_and_the_counts_stay_those_of_all_hits(visit: Visit) -> None:
    everything = visit().get("/sok?q=larm")
    narrowed = visit().get("/sok?q=larm&amne=upphandling-och-avtal")

    assert "2 träffar" in everything.words
    assert "1 träff" in narrowed.words
    for page in (everything, narrowed):
        assert re.search(r"Ämne .*Larm och tillsyn 1 .*Upphandling och avtal 1", page.words)
    assert "/sok?q=larm&amp;amne=upphandling-och-avtal" in everything.links()
    assert "/kunskapsbank/larm" not in narrowed.links()
    assert "2 träffar" in visit().get("/sok?q=larm&amne=finns-inte").words


def test_a_topic_without_a_hit_still_shows_the_way_back(visit: Visit) -> None:
    page = visit().get("/sok?q=nattillsyn&amne=upphandling-och-avtal")

    assert "0 träffar" in page.words
    assert "/sok?q=nattillsyn" in page.links()


@pytest.mark.parametrize("words", ["pomerans", "pomeran", "hemligt"])
def test_what_is_not_for_the_reader_leaves_no_trace(visit: Visit, words: str) -> None:
    page = visit().get(f"/sok?q={words}")

    assert f"Vi hittade inget om ”{words}”" in page.words
    assert "Menade du" not in page.words
    assert "/kunskapsbank/hemligt" not in page.links()


def test_who_may_read_it_finds_it(visit: Visit) -> None:
    assert "/kunskapsbank/hemligt" in visit("anna@kommun.example").get("/sok?q=pomerans").links()


def test_a_misspelt_word_is_asked_back(visit: Visit) -> None:
    page = visit().get("/sok?q=nattilsyn")

    assert "Menade du nattillsyn ?" in page.words
    assert "/sok?q=nattillsyn" in page.links()


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit().get("/sok?q=xyzzyx")

    assert "Vi hittade inget om ”xyzzyx”. Kontrollera stavningen eller ställ en fråga." in page.words
    assert "/stall-en-fraga" in page.links()


def test_an_index_that_is_behind_shows_nothing_that_the_database_no_longer_has(
    app: Flask, visit: Visit, filled: Callable[..., None]
) -> None:
    with app.app_context():
        tasks.rebuild()
    filled(_close_all)

    assert "Digital nattillsyn" not in visit().get("/sok?q=nattillsyn").words


def _close_all() -> None:
    db.session.execute(update(Article).values(audience=Audience.SKR))


def test_pages_follow_one_another(app: Flask, visit: Visit, filled: Callable[..., None]) -> None:
    filled(lambda: [article(f"sida-{n}", title="Pollen") for n in range(PAGE_SIZE + 1)])
    with app.app_context():
        tasks.rebuild()

    first = visit().get("/sok?q=pollen")
    second = visit().get("/sok?q=pollen&sida=2")

    assert "/sok?q=pollen&amp;sida=2" in first.links()
    assert len({link for page in (first, second) for link in page.links() if "/sida-" in link}) == PAGE_SIZE + 1
    assert "11 träffar" in visit().get("/sok?q=pollen&sida=99999999999999999999").words
    visit().get("/sok?q=pollen&sida=tv%C3%A5")


def test_a_tickets_number_leads_the_signed_in_to_the_ticket(visit: Visit) -> None:
    page = visit("anna@kommun.example").get("/sok?q=+vt-2026-000143", status=303)

    assert page.location == "/arenden/VT-2026-000143"
    visit().get("/sok?q=VT-2026-000143")
    visit("anna@kommun.example").get("/sok?q=SFS-2025-000400")


def test_an_index_that_can_not_be_read_is_no_dead_end(visit: Visit, tmp_path: Path) -> None:
    for part in (tmp_path / "index").glob("index-*/*"):
        part.unlink()

    page = visit().get("/sok?q=larm", status=503)

    assert "Sökningen fungerar inte just nu" in page.words
    assert "/kunskapsbank" in page.links()
    assert visit().post("/sok/forslag", {"subject": "digital nattillsyn"}, status=200).text.strip() == ""


def test_suggestions_are_a_part_of_a_page_and_hold_only_what_the_reader_may_read(visit: Visit) -> None:
    typed = {"subject": "Hur börjar vi?", "text": "Vi funderar på larm för kommuner, pomerans och digital nattillsyn."}

    part = visit().post("/sok/forslag", typed, status=200)

    assert part.headers["X-Partial"] == "1"
    assert "Kanske hittar du svaret här" in part.words
    assert "/kunskapsbank/nattillsyn" in part.links()
    assert "/kunskapsbank/hemligt" not in part.links()
    assert "/kunskapsbank/hemligt" in visit("anna@kommun.example").post("/sok/forslag", typed, status=200).links()


@pytest.mark.parametrize("typed", [{}, {"subject": "larm"}, {"subject": "zzzz qqqq wwww"}])
def test_nothing_near_is_an_empty_part(visit: Visit, typed: dict[str, str]) -> None:
    assert visit().post("/sok/forslag", typed, status=200).text.strip() == ""
