from collections.abc import Callable
from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.feeds import ATOM
from helpdesk.knowledge.models import Article
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import PUBLISHED_AT, article, withdraw
from tests.pages.browser import Browser
from tests.pages.xml import parsed

Visit = Callable[..., Browser]
ALL, LARM = "/kunskapsbank/flode.atom", "/kunskapsbank/amne/larm-och-tillsyn/flode.atom"
SECRET = "pomerans"


def some_articles() -> None:
    small_register()
    account(Role.ADVISER, email="sara@skr.example")
    article("larm", title="Larm <nytt>", municipality_code="2282", topics=("LAR-1",))
    article("avrop", title="Avrop", topics=("UPP-2",), published_at=PUBLISHED_AT + timedelta(days=1))
    for number, audience in enumerate(each for each in Audience if each is not Audience.PUBLIC):
        article(f"hemlig-{number}", title=SECRET, audience=audience)
    for number, state in enumerate(each for each in RevisionState if each is not RevisionState.PUBLISHED):
        article(f"ofardig-{number}", title=SECRET, state=state)
    withdraw(article("borttagen", title=SECRET))


@pytest.fixture
def visit(filled: Callable[..., None], browser: Visit, now: object) -> Visit:  # noqa: ARG001  the clock stands
    filled(some_articles)
    return browser


def entries(reader: Browser, path: str) -> list[Element]:
    return parsed(reader.get(path).body).findall(f"{{{ATOM}}}entry")


def texts(entry: Element) -> dict[str, str]:
    return {each.tag.removeprefix(f"{{{ATOM}}}"): "".join(each.itertext()) for each in entry}


@pytest.mark.parametrize("email", ["", "sara@skr.example"])
def test_only_what_everybody_may_read_is_in_the_feeds_whoever_asks(visit: Visit, email: str) -> None:
    reader = visit(email)

    assert [texts(each)["title"] for each in entries(reader, ALL)] == ["Avrop", "Larm <nytt>"]
    assert [texts(each)["title"] for each in entries(reader, LARM)] == ["Larm <nytt>"]
    assert SECRET not in reader.get(ALL).body.decode()
    assert "Set-Cookie" not in visit().get(ALL).headers


def test_an_entry_is_named_for_good_and_says_who_wrote_it(visit: Visit, filled: Callable[..., None]) -> None:
    (before,) = map(texts, entries(visit(), LARM))
    assert (before["author"], before["summary"]) == ("Modellkommun Kramfors", "Börja med behovet.")
    assert before["id"].startswith("tag:localhost,2026:artikel/")

    filled(_rename)

    (after,) = entries(visit(), LARM)
    assert texts(after)["id"] == before["id"]
    link = after.find(f"{{{ATOM}}}link")
    assert link is not None
    assert link.attrib["href"] == "http://localhost/kunskapsbank/nytt-namn"


def _rename() -> None:
    db.session.query(Article).filter_by(slug="larm").one().slug = "nytt-namn"


def test_a_program_that_has_the_feed_is_not_sent_it_again(visit: Visit) -> None:
    first = visit().get(ALL)
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    again = visit().client.get(ALL, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_lead_to_their_feeds(visit: Visit) -> None:
    for page, feed in (("/kunskapsbank", ALL), ("/kunskapsbank/amne/larm-och-tillsyn", LARM)):
        found = visit().get(page)
        assert feed in found.links()
        assert '<link rel="alternate" type="application/atom+xml"' in found.text
    visit().get("/kunskapsbank/amne/finns-inte/flode.atom", status=404)


def test_a_topic_without_articles_has_a_feed_to_follow(visit: Visit) -> None:
    assert entries(visit(), "/kunskapsbank/amne/ramavtal-och-avrop/flode.atom")
    assert entries(visit(), "/kunskapsbank/amne/digital-tillsyn-och-nattillsyn/flode.atom") == []
