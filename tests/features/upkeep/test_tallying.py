"""What page views leave behind: numbers of what was read and missed, of nobody, and not in the request's own transaction."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk import jobs
from helpdesk.domain.actor import Role
from helpdesk.domain.tallies import ARTICLE_READ, SEARCH_WITHOUT_HIT
from helpdesk.kit import tally
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.whoosh_index import WhooshIndex
from helpdesk.kit.tally import Counted, Counts, Gathering
from helpdesk.knowledge.models import Article
from helpdesk.search import tasks as search
from helpdesk.search.queries.sources import Engine
from helpdesk.upkeep import tasks
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.factories.tickets import ticket
from tests.features.upkeep.conftest import Install
from tests.pages.browser import Browser

pytestmark = pytest.mark.usefixtures("now")  # the clock stands
Visit = Callable[..., Browser]
Numbers = Callable[[], dict[tuple[str, str], int]]
TODAY = NOON.date()
ASKER, AUTHOR, ADVISER = "anna@harnosand.example", "eva@kramfors.example", "sara@skr.example"
READER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def content() -> None:
    small_register()
    anna = account(municipality="2280", email=ASKER)
    account(Role.ADVISER, email=ADVISER)
    article("larm", title="Trygghetslarm", owner=account(Role.EXPERT, municipality="2282", email=AUTHOR))
    ticket(anna, subject="Pomerans i Härnösand")


@pytest.fixture
def visit(
    app: Flask, filled: Callable[..., None], browser: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visit:
    filled(content)
    index = WhooshIndex(tmp_path / "index")
    monkeypatch.setitem(app.extensions, "search", Engine(index, app.extensions["search"].sources))
    with app.app_context():
        search.rebuild()
    return browser


@pytest.fixture
def numbers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Numbers]:
    """What has been counted in this process since the test began."""
    gathering: Gathering = app.extensions["tally"]
    gathered: Counter[Counted] = Counter()
    gathering.flush()
    monkeypatch.setattr(gathering, "hand_over", lambda counts: gathered.update(dict(counts)))

    def so_far() -> dict[tuple[str, str], int]:
        gathering.flush()
        assert {each.day for each in gathered} <= {TODAY}
        return {(each.name, each.key): number for each, number in gathered.items()}

    yield so_far
    gathering.flush()


def id_of(app: Flask, slug: str) -> str:
    with app.app_context():
        return str(db.session.scalar(select(Article.id).where(Article.slug == slug)))


def test_an_article_that_is_read_is_counted_but_not_for_who_answers_for_it(
    app: Flask, visit: Visit, numbers: Numbers
) -> None:
    for email in ("", ASKER, ADVISER, AUTHOR):
        visit(email).get("/kunskapsbank/larm")

    assert numbers() == {(ARTICLE_READ, id_of(app, "larm")): 3}


def test_an_article_that_was_not_shown_is_not_counted(visit: Visit, numbers: Numbers) -> None:
    client = visit().client
    assert client.head("/kunskapsbank/larm").status_code == 200
    assert client.get("/kunskapsbank/finns-inte").status_code == 404
    assert numbers() == {}


def test_a_browser_that_has_the_page_already_reads_it_once(app: Flask, visit: Visit, numbers: Numbers) -> None:
    client = visit().client
    tag = client.get("/kunskapsbank/larm").headers["ETag"]
    assert client.get("/kunskapsbank/larm", headers={"If-None-Match": tag}).status_code == 304
    assert numbers() == {(ARTICLE_READ, id_of(app, "larm")): 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Searchbot/2.1; +https://bot.example)"},
        {"User-Agent": "LinkPreview/1.0"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        {"User-Agent": READER, "Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_robots_and_what_is_fetched_ahead_are_not_counted(
    visit: Visit, numbers: Numbers, headers: dict[str, str]
) -> None:
    client = visit().client
    client.get("/kunskapsbank/larm", headers=headers)
    client.get("/sok?q=pomerans", headers=headers)
    assert numbers() == {}

    client.get("/sok?q=pomerans", headers={"User-Agent": READER})
    assert numbers() == {(SEARCH_WITHOUT_HIT, "pomerans"): 1}


def test_a_search_without_hit_is_counted_under_its_words(visit: Visit, numbers: Numbers) -> None:
    someone = visit()
    for words in ("Medicinrobot  AVTAL", "medicinrobot avtal", "trygghetslarm", "x", "", "070-123 45 67"):
        someone.client.get("/sok", query_string={"q": words})

    assert numbers() == {(SEARCH_WITHOUT_HIT, "medicinrobot avtal"): 2}


def test_a_search_that_was_narrowed_to_nothing_has_its_hits(visit: Visit, numbers: Numbers) -> None:
    visit().get("/sok?q=trygghetslarm&typ=mall")
    assert numbers() == {}


def test_what_somebody_misses_in_tickets_is_not_counted(visit: Visit, numbers: Numbers) -> None:
    for email in (ASKER, ADVISER):
        visit(email).get("/sok?q=gullviva&i=arenden")
        visit(email).get("/sok?q=VT-2026-000001", status=303)
    assert numbers() == {}


def test_a_visit_writes_nothing_itself(app: Flask, visit: Visit, numbers: Numbers) -> None:
    visit().get("/sok?q=pomerans")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(tally.Tally)) == 0
    assert numbers()


def test_the_worker_adds_up_what_it_is_brought(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    app = install()
    queue = jobs.build("", app.extensions["site"].search_folder.parent)
    brought: list[Counts] = []
    carry = jobs.carry_counts(app, queue)
    monkeypatch.setattr(app.extensions["tally"], "hand_over", lambda counts: (brought.append(counts), carry(counts)))
    clients = [app.test_client() for _ in range(3)]
    for client in clients:
        client.get("/sok?q=medicinrobot")
        client.get("/sok?q=sensor")
    app.extensions["tally"].flush()
    app.extensions["tally"].add(Counted(date(2026, 1, 2), SEARCH_WITHOUT_HIT, "sensor"))
    app.extensions["tally"].flush()
    assert len(brought) == 2
    while task := queue.dequeue():
        queue.execute(task)
    with app.app_context():
        found = tally.numbers(SEARCH_WITHOUT_HIT, date(2026, 1, 1), date(2100, 1, 1))
    assert found == {"medicinrobot": 3, "sensor": 4}


def test_a_queue_that_is_down_breaks_no_page(
    app: Flask, visit: Visit, numbers: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_counts: Counts) -> None:
        raise ConnectionError

    numbers()
    monkeypatch.setattr(app.extensions["tally"], "hand_over", refuse)
    for number in range(tally.AT_MOST + 1):
        app.extensions["tally"].add(Counted(TODAY, ARTICLE_READ, str(number)))
    visit().get("/kunskapsbank/larm")
    app.extensions["tally"].flush()


def test_old_counts_go_after_three_years(app: Flask, now: Callable[[datetime], None]) -> None:
    now(datetime(2029, 11, 20, 23, 30, tzinfo=UTC))  # the 21st in Sweden
    with app.app_context():
        tally.add([(Counted(day, ARTICLE_READ, "7"), 1) for day in (date(2026, 11, 18), date(2026, 11, 19), TODAY)])
        db.session.commit()
        tasks.sweep_tallies()
        assert tally.numbers(ARTICLE_READ, date(2026, 1, 1), TODAY) == {"7": 2}
