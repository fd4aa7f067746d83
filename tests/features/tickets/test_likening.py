"""Articles that may answer a ticket: looked for after its page, as a part of it; without the script as the whole page."""

from collections.abc import Callable

import pytest
from flask import Flask

from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search import tasks
from helpdesk.tickets.routes import similar
from tests.counting import counted_queries
from tests.factories.knowledge import article
from tests.pages.browser import Browser
from tests.pages.desk import ADVISER, ASKER, Fill, Visit, make
from tests.pages.html import Page

pytestmark = pytest.mark.usefixtures("now")
TITLE = "Larmoperatörens ansvar på natten"
Fetched = Callable[[], Page]


@pytest.fixture
def path(app: Flask, filled: Fill) -> str:
    def ticket_and_article() -> str:
        address = make(subject="Larmoperatörens ansvar")
        article(slug="ansvar", title=TITLE, body="Larmoperatörens ansvar.")
        return address

    address = filled(ticket_and_article)
    with app.app_context():
        tasks.rebuild()
    return address


@pytest.fixture
def sara(path: str, browser: Visit) -> Browser:  # noqa: ARG001  the database is filled
    return browser(ADVISER)


@pytest.fixture
def fetched(sara: Browser, path: str) -> Fetched:
    """The part as the script fetches it."""
    return lambda: sara.get(f"{path}/liknande", headers={"HX-Request": "true"})


def test_the_page_does_not_wait_for_the_search(sara: Browser, path: str) -> None:
    page = sara.get(path)

    assert TITLE not in page.words
    assert f'data-hx-get="{path}/liknande"' in page.text
    assert f"{path}/liknande#similar-title" in page.links()


def test_the_script_fetches_a_part(fetched: Fetched) -> None:
    part = fetched()

    assert "<html" not in part.text
    assert "/kunskapsbank/ansvar" in part.links()
    assert 'form="composer"' in part.text


def test_the_part_costs_as_many_queries_however_many_articles_are_near(
    app: Flask, fetched: Fetched, filled: Fill
) -> None:
    def asked_for() -> int:
        with counted_queries() as sent:
            fetched()
        return len(sent)

    def more() -> str:
        for number in range(4):
            article(title=f"{TITLE} {number}", body="Larmoperatörens ansvar.")
        return ""

    few = asked_for()
    filled(more)
    with app.app_context():
        tasks.rebuild()

    assert asked_for() == few <= 5
    assert len(fetched().links()) == 5


def test_without_the_script_the_link_leads_to_the_whole_page_and_its_buttons_work(sara: Browser, path: str) -> None:
    page = sara.get(f"{path}/liknande")
    composer = page.form("/besvara")
    link = f"[{TITLE}](http://localhost/kunskapsbank/ansvar)"
    laid_in = sara.post(f"{path}/forhandsgranska", {**composer.filled({"text": "Hej."}), "insert": link}, status=200)

    assert TITLE in page.words
    assert link in laid_in.form("/besvara").values["text"][0]


def test_the_part_says_that_nothing_is_near_while_search_is_out_of_order(
    fetched: Fetched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise SearchUnavailableError

    monkeypatch.setattr(similar, "suggestions", fail)

    assert TITLE not in fetched().text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_it_is_the_desks_alone(path: str, browser: Visit, headers: dict[str, str]) -> None:
    browser(ASKER).get(f"{path}/liknande", status=403, headers=headers)
    browser(ADVISER).get("/arenden/VT-1999-000001/liknande", status=404, headers=headers)
