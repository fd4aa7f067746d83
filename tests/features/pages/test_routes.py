import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from helpdesk.domain.access import Audience
from helpdesk.kit.db import db
from helpdesk.web.templating import STATIC
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
DUTIES = {
    "/om": "Om tjänsten",
    "/tillganglighet": "Tillgänglighetsredogörelse",
    "/personuppgifter": "Personuppgifter och kakor",
    "/kontakta-oss": "Kontakta oss",
}


def some_articles() -> None:
    small_register()
    article("nattillsyn", title="Digital nattillsyn", topics=("LAR-3", "LAR-1"))
    article("hemlig", title="Bara för kommuner", audience=Audience.MUNICIPALITIES)


def test_the_start_page_shows_the_ways_in(filled: Callable[..., None], browser: Visit) -> None:
    filled(some_articles)

    page = browser().get("/")

    for words in (
        "Hur kan vi hjälpa dig?",
        "Larm och tillsyn",
        "1 artikel",
        "0 artiklar",
        "Digital nattillsyn",
        "3 arbetsdagar",
    ):
        assert words in page.words
    for link in (
        "/sok?q=samtycke",
        "/kunskapsbank/amne/larm-och-tillsyn",
        "/kunskapsbank/nattillsyn",
        "/stall-en-fraga",
    ):
        assert link in page.links()
    assert "Bara för kommuner" not in page.words


@pytest.mark.parametrize(("path", "heading"), DUTIES.items())
def test_every_page_leads_to_the_pages_of_duty(browser: Visit, path: str, heading: str) -> None:
    page = browser().get(path)

    assert heading in page.words
    assert set(DUTIES) <= set(page.links())


def test_the_model_municipalities_are_the_register_s(filled: Callable[..., None], browser: Visit) -> None:
    assert "Modellkommunerna är" not in browser().get("/om").words

    filled(small_register)

    assert "Borås, Kramfors, Lund" in browser().get("/om").words


def test_the_statement_holds_what_the_law_asks_for(browser: Visit) -> None:
    page = browser().get("/tillganglighet")

    for words in ("SKR", "delvis förenlig", "21 november 2026", "axe", "2018:1937"):
        assert words in page.words
    assert "https://www.digg.se/tdosanmalan" in page.links()
    assert "mailto:fraga@valfardsteknikstodet.example" in page.links()


def test_the_privacy_page_names_every_cookie_that_is_set(browser: Visit) -> None:
    visitor = browser()
    visitor.post("/tema", {"scheme": "dark"})
    page = visitor.get("/personuppgifter")

    names = {name.partition("=")[0] for name in _cookies(visitor)}
    assert names == {"session", "scheme"}
    assert all(f'<th scope="row">{name}</th>' in page.text for name in names)


def _cookies(visitor: Browser) -> list[str]:
    return [str(cookie.key) for cookie in visitor.client._cookies.values()]  # noqa: SLF001  werkzeug lists them nowhere else


def test_the_contact_page_says_when_and_how(browser: Visit) -> None:
    page = browser().get("/kontakta-oss")

    assert "kl. 08.00–16.30" in page.words
    assert "tel:+4684527000" in page.links()
    assert "Vi är ingen larmtjänst" in page.words


def test_the_colours_are_kept_for_a_year_until_the_system_decides_again(browser: Visit) -> None:
    visitor = browser()

    chosen = visitor.post("/tema", {"scheme": "dark", "next": "/om"})
    assert chosen.location == "/om"
    assert "scheme=dark; " in chosen.headers["Set-Cookie"]
    for part in ("Max-Age=31536000", "SameSite=Lax", "HttpOnly"):
        assert part in chosen.headers["Set-Cookie"]
    assert 'data-color-scheme="dark"' in visitor.follow(chosen).text

    visitor.post("/tema", {"scheme": "system"})
    assert 'data-color-scheme="auto"' in visitor.get("/om").text


def test_over_https_the_colours_travel_over_https_only(
    app: Flask, browser: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", not app.config["SESSION_COOKIE_SECURE"])

    assert "; Secure" in browser().post("/tema", {"scheme": "light"}).headers["Set-Cookie"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", ""]
)
def test_the_way_back_never_leads_to_another_host(browser: Visit, elsewhere: str) -> None:
    assert browser().post("/tema", {"scheme": "dark", "next": elsewhere}).location == "/"


def test_health_is_the_databases(browser: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = OperationalError("SELECT 1", {}, OSError("no connection"))
    assert browser().client.get("/healthz").json == {"status": "ok"}

    def nothing(*_: object) -> None:
        raise gone

    monkeypatch.setattr(db.session, "scalar", nothing)
    answer = browser().client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "no database"})


def test_what_is_built_is_kept_by_the_browser_for_good(migrated: Flask) -> None:
    built = sorted(json.loads((STATIC / "manifest.json").read_text()).values())
    assert built
    kept = {name: _kept(migrated, name) for name in built}
    assert [name for name, rule in kept.items() if "immutable" not in rule] == []


def _kept(app: Flask, name: str) -> str:
    with app.test_client().get(f"/static/{name}") as answer:
        return answer.headers["Cache-Control"]
