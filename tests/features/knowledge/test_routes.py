import re
from collections.abc import Callable
from datetime import date

import pytest

from helpdesk.accounts.models import Language
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.publication import RevisionState
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article, withdraw
from tests.pages.browser import Browser

Visit = Callable[..., Browser]


def some_articles() -> None:
    small_register()
    expert = account(Role.EXPERT, email="expert@kommun.example")
    account(Role.REQUESTER, email="anna@kommun.example")
    account(Role.REQUESTER, email="erin@kommun.example").language = Language.ENGLISH
    article(
        "nattillsyn",
        title="Så inför du <digital> nattillsyn",
        owner=expert,
        municipality_code="2282",
        sources=["Socialtjänstlagen (2025:400)"],
        valid_from=date(2026, 3, 2),
        phases=["plan"],
        body="## Börja\n\n| Modell | Passar |\n| --- | --- |\n| Egen | Få |\n\n## Testa\n\n<b>Testa</b> i liten skala.",
    )
    article("gammal", title="Gammal", review_by=date(2026, 11, 1), owner=expert)
    article("hemlig", title="Bara för kommuner", audience=Audience.MUNICIPALITIES)
    article("skr", title="Bara för SKR", audience=Audience.SKR)
    article("utkast", title="Ofärdig", owner=expert, state=RevisionState.DRAFT)
    withdraw(article("borttagen", title="Upphävd", topics=("LAR-1",)))


@pytest.fixture
def visit(filled: Callable[..., None], browser: Visit, now: object) -> Visit:  # noqa: ARG001  the clock stands
    filled(some_articles)
    return browser


def test_the_knowledge_base_shows_topics_with_counts_and_what_the_reader_may_read(visit: Visit) -> None:
    page = visit().get("/kunskapsbank")

    assert "Larm och tillsyn" in page.words
    assert "2 artiklar" in page.words
    assert "Bara för" not in page.text
    assert "Bara för kommuner" in visit("anna@kommun.example").get("/kunskapsbank").words


def test_a_topic_leads_to_its_articles(visit: Visit) -> None:
    page = visit().get("/kunskapsbank/amne/digital-tillsyn-och-nattillsyn")

    assert page.title.startswith("Digital tillsyn och nattillsyn")
    assert "/kunskapsbank/nattillsyn" in page.links()
    assert "/kunskapsbank/amne/larm-och-tillsyn" in page.links()
    assert "Här finns inga artiklar än." in visit().get("/kunskapsbank/amne/ramavtal-och-avrop").words
    visit().get("/kunskapsbank/amne/finns-inte", status=404)
    visit().get("/kunskapsbank?vid=hittepå", status=404)


def test_an_article_says_who_wrote_it_and_how_fresh_it_is(visit: Visit) -> None:
    page = visit().get("/kunskapsbank/nattillsyn")

    assert page.title.startswith("Så inför du &lt;digital&gt; nattillsyn")
    for words in (
        "Modellkommun Kramfors",
        "Gäller från",
        "2 mars 2026",
        "Granskas igen senast",
        "1 september 2027",
        "Planera",
    ):
        assert words in page.words
    assert "#avsnitt-borja" in page.links()
    assert "/stall-en-fraga?om=nattillsyn" in page.links()
    assert "ska granskas" not in page.words
    assert '<div class="table-wrap" role="group" tabindex="0" aria-label="Tabell"><table' in page.text
    assert "&lt;b&gt;Testa" in page.text


def test_an_article_whose_review_is_overdue_says_so(visit: Visit) -> None:
    assert "Den skulle ha granskats senast 1 november 2026" in visit().get("/kunskapsbank/gammal").words


@pytest.mark.parametrize("slug", ["hemlig", "skr"])
def test_a_visitor_is_asked_to_sign_in_and_sees_nothing_of_the_article(visit: Visit, slug: str) -> None:
    page = visit().get(f"/kunskapsbank/{slug}", status=303)

    assert page.location is not None
    assert page.location.startswith("/logga-in?next=")
    assert "Bara för" not in page.text


def test_what_is_not_for_the_reader_or_not_there_does_not_exist(visit: Visit) -> None:
    anna = visit("anna@kommun.example")

    assert "Bara för kommuner" in anna.get("/kunskapsbank/hemlig").words
    anna.get("/kunskapsbank/skr", status=404)
    anna.get("/kunskapsbank/utkast", status=404)
    visit().get("/kunskapsbank/finns-inte", status=404)


def test_a_withdrawn_article_leads_on(visit: Visit) -> None:
    page = visit().get("/kunskapsbank/borttagen", status=410)

    assert "/kunskapsbank/amne/trygghetslarm" in page.links()
    assert "Upphävd" not in page.text


def test_a_visitors_browser_keeps_the_article_until_something_on_the_page_changes(visit: Visit) -> None:
    visitor = visit()
    first = visitor.get("/kunskapsbank/nattillsyn")
    tag = {"If-None-Match": first.headers["ETag"]}

    again = visitor.client.get("/kunskapsbank/nattillsyn", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    visitor.post("/tema", {"scheme": "dark"})
    assert 'data-color-scheme="dark"' in visitor.get("/kunskapsbank/nattillsyn", headers=tag).text
    # Another session's token stands on its page: the page is not reused.
    visit().get("/kunskapsbank/nattillsyn", headers=tag)
    visit("anna@kommun.example").get("/kunskapsbank/nattillsyn", headers=tag)


def test_what_the_signed_in_read_is_not_kept(visit: Visit) -> None:
    page = visit("anna@kommun.example").get("/kunskapsbank/nattillsyn")

    assert "ETag" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_my_guides_are_an_experts(visit: Visit) -> None:
    page = visit("expert@kommun.example").get("/mina-guider")

    for words in ("Ofärdig", "Utkast", "Publicerad", "försenad"):
        assert words in page.words
    assert "/kunskapsbank/utkast" not in page.links()
    visit("anna@kommun.example").get("/mina-guider", status=403)
    visit().get("/mina-guider", status=303)


def test_who_has_written_nothing_is_told_so(
    filled: Callable[..., object],
    browser: Visit,
    now: object,  # noqa: ARG001  the clock stands
) -> None:
    filled(lambda: account(Role.EXPERT, email="ny@kommun.example"))

    assert "Du har inte skrivit någon guide än." in browser("ny@kommun.example").get("/mina-guider").words


@pytest.mark.parametrize(
    "path", ["/kunskapsbank", "/kunskapsbank/amne/larm-och-tillsyn", "/kunskapsbank/nattillsyn", "/"]
)
def test_on_an_english_page_what_is_swedish_is_marked_as_swedish(visit: Visit, path: str) -> None:
    page = visit("erin@kommun.example").get(path)

    assert '<html lang="en"' in page.text
    assert re.search(r'<(span|div|p)[^>]* lang="sv"[^>]*>', page.text)
    assert "Model municipality Kramfors" in page.words
