from collections.abc import Callable
from urllib.robotparser import RobotFileParser

import pytest

from helpdesk.domain.access import Audience
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.feeds import SITEMAP
from tests.factories.directory import small_register
from tests.factories.knowledge import article, withdraw
from tests.pages.browser import Browser
from tests.pages.xml import parsed

Visit = Callable[..., Browser]


def some_articles() -> None:
    small_register()
    article("oppen", topics=("LAR-1",))
    article("kommuner", audience=Audience.MUNICIPALITIES, topics=("UPP-2",))
    article("utkast", state=RevisionState.DRAFT)
    withdraw(article("borttagen"))


@pytest.fixture
def visit(filled: Callable[..., None], browser: Visit, now: object) -> Visit:  # noqa: ARG001  the clock stands
    filled(some_articles)
    return browser


def places(reader: Browser) -> dict[str, str | None]:
    root = parsed(reader.get("/sitemap.xml").body)
    return {
        each.findtext(f"{{{SITEMAP}}}loc", "").removeprefix("http://localhost"): each.findtext(f"{{{SITEMAP}}}lastmod")
        for each in root
    }


def test_the_map_holds_what_everybody_may_read_and_each_of_it_is_there(visit: Visit) -> None:
    found = places(visit())

    assert found["/kunskapsbank/oppen"] == "2026-09-01T08:00:00+00:00"
    assert found["/kunskapsbank/amne/trygghetslarm"] == "2026-09-01T08:00:00+00:00"
    assert found["/kunskapsbank/amne/ramavtal-och-avrop"] is None
    assert {"/", "/kunskapsbank", "/om", "/tillganglighet", "/personuppgifter", "/kontakta-oss"} <= found.keys()
    assert not {path for path in found if path.startswith(("/kunskapsbank/kommuner", "/kunskapsbank/utkast"))}
    assert "/kunskapsbank/borttagen" not in found
    for path in found:
        visit().get(path)


def test_robots_may_read_what_the_map_holds_and_nothing_of_the_rest(visit: Visit) -> None:
    page = visit().get("/robots.txt")
    text = page.body.decode()
    rules = [line.partition(": ")[::2] for line in text.splitlines() if line.startswith(("Allow", "Disallow"))]

    assert page.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost/sitemap.xml" in text.splitlines()
    for path in places(visit()):
        assert is_allowed(rules, path), path
    for path in ("/sok", "/sok?q=larm", "/arenden/VT-2026-000001", "/handlaggning", "/logga-in", "/lank/abc", "/omx"):
        assert not is_allowed(rules, path), path
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert not parser.can_fetch("*", "http://localhost/arenden/VT-2026-000001")


def is_allowed(rules: list[tuple[str, str]], path: str) -> bool:
    """RFC 9309: the longest rule that fits decides."""
    fitting = [
        (len(rule), verb == "Allow")
        for verb, rule in rules
        if (path == rule[:-1] if rule.endswith("$") else path.startswith(rule))
    ]
    return max(fitting)[1]
