from datetime import UTC, datetime

import pytest

from helpdesk.kit.feeds import ATOM, SITEMAP, Entry, Feed, Place, atom, sitemap
from tests.pages.xml import parsed

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
IN = {"a": ATOM, "s": SITEMAP}


def feed(*titles: str) -> Feed:
    entries = tuple(
        Entry(f"tag:x.example,2026:{number}", title, f"https://x.example/{number}", "SKR", "Kort <svar> & mer", NOON)
        for number, title in enumerate(titles)
    )
    own, page = "https://x.example/flode.atom", "https://x.example/"
    return Feed("tag:x.example,2026:alla", "Alla", page, own, "sv", datetime(2026, 1, 1, tzinfo=UTC), entries)


def test_a_feed_has_all_that_the_standard_asks_for() -> None:
    root = parsed(atom(feed("Första", "Andra")))

    assert root.tag == f"{{{ATOM}}}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"a:{name}", namespaces=IN)
    assert root.findtext("a:updated", namespaces=IN) == "2026-11-20T11:00:00+00:00"
    assert root.find("a:link[@rel='self']", IN).attrib["href"] == "https://x.example/flode.atom"  # type: ignore[union-attr]
    for entry in root.findall("a:entry", IN):
        for name in ("id", "title", "updated", "summary", "author/a:name"):
            assert entry.findtext(f"a:{name}", namespaces=IN)


def test_an_empty_feed_still_says_when_it_changed() -> None:
    assert parsed(atom(feed())).findtext("a:updated", namespaces=IN) == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("title", ['<b>fet</b> & ]]> "x"', "nul \x00 och \x0b", "halv \ud800", "😀 åäö"])
def test_no_text_breaks_the_feed(title: str) -> None:
    root = parsed(atom(feed(title)))

    shown = root.findtext("a:entry/a:title", namespaces=IN) or ""
    assert shown == title.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")


def test_a_sitemap_names_its_places_and_when_they_changed() -> None:
    root = parsed(sitemap([Place("https://x.example/?a=1&b=2", NOON), Place("https://x.example/om")]))

    assert [loc.text for loc in root.findall("s:url/s:loc", IN)] == [
        "https://x.example/?a=1&b=2",
        "https://x.example/om",
    ]
    assert [mod.text for mod in root.findall("s:url/s:lastmod", IN)] == ["2026-11-20T11:00:00+00:00"]
