import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from helpdesk.accounts.models import Language
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Phase, Sharing, Status
from helpdesk.knowledge.models import ArticleKind
from helpdesk.search import tasks
from helpdesk.search.queries.found import PAGE_SIZE
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
ASKER, COLLEAGUE, EXPERT, ADVISER = (
    "anna@harnosand.example",
    "bo@harnosand.example",
    "eva@kramfors.example",
    "sara@skr.example",
)
GUIDE, ANSWER = ArticleKind.GUIDE, ArticleKind.ANSWER
COUNTED = re.compile(r'<a href="([^"]*)"[^>]*>(?:(?!</a>).)*<span class="count">(\d+)</span>\s*</a>', re.DOTALL)


def everything() -> None:
    small_register()
    asker = account(municipality="2280", email=ASKER)
    account(municipality="2280", email=COLLEAGUE)
    account(municipality="2280", email="erin@harnosand.example").language = Language.ENGLISH
    expert = account(Role.EXPERT, municipality="2282", email=EXPERT)
    adviser = account(Role.ADVISER, email=ADVISER)
    for topics, kind, phases in (
        (("LAR-1",), GUIDE, ["plan"]),
        (("LAR-1", "UPP-2"), ANSWER, ["plan", "introduce"]),
        (("LAR-3",), GUIDE, []),
        (("UPP-2",), GUIDE, ["introduce"]),
    ):
        article(title="Pollen i luften", topics=topics, kind=kind, phases=phases)
    shared = ticket(asker, subject="Pollen ute", sharing=Sharing.MUNICIPALITY, topics=("LAR-1",), phase=Phase.PLAN)
    private = ticket(asker, subject="Pollen inne", status=Status.CLOSED, topics=("UPP-2",))
    for each in (shared, private):
        message(each, asker, "Vad gör andra?")
    consultation(shared, adviser, expert, title="Pollen hos er?")


@pytest.fixture
def visit(app: Flask, filled: Callable[..., None], browser: Visit, engine: object, now: object) -> Visit:  # noqa: ARG001
    filled(everything)
    with app.app_context():
        tasks.rebuild()
    return browser


def counted(page: str) -> dict[str, int]:
    """Where each link with a number beside it leads, and the number."""
    return {unescape(href): int(number) for href, number in COUNTED.findall(page)}


def hits(page: str) -> int:
    """How many there are in all; a page that found nothing does not say so in numbers."""
    found = re.search(r"(\d+)\s+träff", page)
    return int(found[1]) if found else 0


def chosen(page: str) -> list[str]:
    """Where the chosen values lead: to the page without them."""
    return [unescape(href) for href in re.findall(r'<a href="([^"]*)" aria-current="true"', page)]


@pytest.mark.parametrize("email", ["", ASKER, EXPERT, ADVISER])
def test_every_number_is_what_its_link_leads_to_from_every_page(visit: Visit, email: str) -> None:
    client, read, waiting = visit(email).client, dict[str, str](), ["/sok?q=pollen"]
    while waiting:
        path = waiting.pop()
        read[path] = page = client.get(path).text
        waiting += [href for href in counted(page) if href not in read and href not in waiting]
    for path, page in read.items():
        for href in counted(page).keys() - set(chosen(page)):
            assert hits(read[href]) == counted(page)[href], (path, href)

    assert len(read) > 12


def test_filters_are_put_together_and_each_can_be_taken_away(visit: Visit) -> None:
    page = visit().get("/sok?q=pollen&amne=larm-och-tillsyn&typ=guide&fas=planera")

    assert hits(page.text) == 1
    assert sorted(chosen(page.text)) == [
        "/sok?q=pollen&amne=larm-och-tillsyn&fas=planera",
        "/sok?q=pollen&amne=larm-och-tillsyn&typ=guide",
        "/sok?q=pollen&typ=guide&fas=planera",
    ]
    assert "/sok?q=pollen" in page.links()
    assert "Ta bort filtret: Larm och tillsyn" in page.words


def test_a_topic_shows_its_subtopics_once_it_is_chosen(visit: Visit) -> None:
    assert "Trygghetslarm" not in visit().get("/sok?q=pollen").words

    page = visit().get("/sok?q=pollen&amne=larm-och-tillsyn")

    assert counted(page.text)["/sok?q=pollen&amne=trygghetslarm"] == 2
    assert "Trygghetslarm" in visit().get("/sok?q=pollen&amne=trygghetslarm").words


def test_what_does_not_exist_narrows_nothing(visit: Visit) -> None:
    page = visit().get("/sok?q=pollen&amne=finns-inte&typ=%01&fas=&i=nagot&status=ny")

    assert hits(page.text) == 4
    assert chosen(page.text) == []


def test_the_pager_keeps_words_tab_and_filters(app: Flask, visit: Visit, filled: Callable[..., object]) -> None:
    filled(lambda: [article(title="Pollen", topics=("LAR-1",)) for _ in range(PAGE_SIZE)])
    with app.app_context():
        tasks.rebuild()

    first = visit().get("/sok?q=pollen&amne=trygghetslarm&typ=guide")

    assert "/sok?q=pollen&amp;amne=trygghetslarm&amp;typ=guide&amp;sida=2" in first.links()
    assert hits(visit().get("/sok?q=pollen&amne=trygghetslarm&typ=guide&sida=2").text) == PAGE_SIZE + 1


@pytest.mark.parametrize(
    ("email", "tabs"),
    [
        ("", None),
        (ASKER, "Artiklar 4 Ärenden 2"),
        (COLLEAGUE, "Artiklar 4 Ärenden 1"),
        (EXPERT, "Artiklar 4 Ärenden 0 Frågor 1"),
        (ADVISER, "Artiklar 4 Ärenden 2"),
    ],
)
def test_each_reader_has_the_tabs_that_are_theirs(visit: Visit, email: str, tabs: str | None) -> None:
    words = visit(email).get("/sok?q=pollen").words

    assert ("Ärenden" in words) is (tabs is not None)
    assert (tabs or "") in words
    assert ("Frågor" in words) is (email == EXPERT)


def test_a_ticket_that_is_found_says_what_it_is_and_leads_there(visit: Visit) -> None:
    page = visit(ADVISER).get("/sok?q=pollen&i=arenden&status=ny")

    (link,) = [link for link in page.links() if link.startswith("/arenden/")]
    for words in ("Pollen ute", link.removeprefix("/arenden/"), "Ny", "Härnösand", "20 november 2026"):
        assert words in page.words
    assert page.form("/sok").values == {"q": ["pollen"], "i": ["arenden"]}
    visit(ADVISER).get(link)


def test_a_question_that_is_found_leads_to_the_experts_page_and_says_not_who_asks(visit: Visit) -> None:
    page = visit(EXPERT).get("/sok?q=pollen&i=fragor")

    (link,) = [link for link in page.links() if link.startswith("/fragor-till-dig/")]
    assert "27 november 2026" in page.words
    assert "Härnösand" not in page.words
    visit(EXPERT).get(link)


def test_who_has_no_tickets_tab_searches_articles_there(visit: Visit) -> None:
    page = visit().get("/sok?q=pollen&i=arenden")

    assert hits(page.text) == 4
    assert page.form("/sok").values == {"q": ["pollen"]}


def test_nothing_among_the_articles_still_says_what_there_is_elsewhere(visit: Visit) -> None:
    page = visit(ASKER).get("/sok?q=inne")

    assert "Artiklar 0 Ärenden 1" in page.words
    assert "Vi hittade inget om ”inne”" in page.words


def test_topics_are_named_in_the_readers_language_or_marked_as_swedish(visit: Visit) -> None:
    page = visit("erin@harnosand.example").get("/sok?q=pollen")

    assert '<span lang="sv">Larm och tillsyn</span>' in page.text
