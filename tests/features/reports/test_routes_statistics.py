"""The page of figures: its periods, where its figures lead, and its files."""

import csv
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from helpdesk.domain.actor import Role
from helpdesk.domain.tallies import SEARCH_WITHOUT_HIT
from helpdesk.kit import tally
from helpdesk.kit.tally import Counted
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.features.reports.world import SARA, world
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
HEAD = "admin@skr.example"
ANNA = "anna@harnosand.example"
FIGURE = re.compile(r'<a href="(/handlaggning\?[^"]+)">([\d\s\xa0]+)</a>')
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLES = (
    *("inflode", "kanaler", "kanaler-over-tid", "svarstider", "losningstider", "amnen", "lan", "kommungrupper"),
    *("kommuner", "tysta-kommuner", "guider", "sokningar"),
)


@pytest.fixture(autouse=True)
def _world(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.ADMINISTRATOR, name="Nils Berg", email=HEAD)
        account(name="Anna Ek", email=ANNA, municipality="2280")
        world()
        tally.add([(Counted(NOON.date(), SEARCH_WITHOUT_HIT, "=robotkatt"), 3)])

    filled(make)


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(SARA)


def test_the_page_shows_the_figures(sara: Browser) -> None:
    page = sara.get("/statistik")
    assert page.title.startswith("Statistik – ")
    for words in ("1 november 2025 – 20 november 2026", "2 av 5", "75 %", "1,8 timmar", "=robotkatt"):
        assert words in page.words
    assert page.text.count('role="img"') == 5
    assert "style=" not in page.text


def test_every_figure_leads_to_exactly_its_tickets(sara: Browser) -> None:
    figures = FIGURE.findall(sara.get("/statistik").text)
    assert len(figures) > 25
    for href, number in set(figures):
        queue = sara.get(unescape(href))
        tickets = set(re.findall(r'href="/arenden/(VT-\d{4}-\d{6})', queue.text))
        assert len(tickets) == int(re.sub(r"\s", "", number)), unescape(href)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("fran=i%20g%C3%A5r", "Skriv dagen som år-månad-dag"),
        ("fran=2026-11-02&till=2026-11-01", "Perioden slutar innan den börjar."),
        ("till=2027-01-01", "Perioden kan sluta senast i dag."),
        ("fran=0001-01-01", "Perioden kan börja tidigast den 1 januari 2018."),
        ("fran=2018-01-01&till=2026-01-01", "Välj en period på högst fem år."),
    ],
)
def test_a_period_that_cannot_be_says_what_to_correct(sara: Browser, query: str, says: str) -> None:
    page = sara.get(f"/statistik?{query}", status=422)
    assert says in page.words
    assert page.title.startswith("Fel: ")
    for name in ("xlsx", "csv"):
        sent = sara.get(f"/statistik.{name}?del=lan&{query}", status=303)
        assert says in sara.get(sent.location or "", status=422).words


def test_a_short_and_an_empty_period(sara: Browser) -> None:
    assert "Vecka 45, 2026" in sara.get("/statistik?fran=2026-11-02&till=2026-11-08").words
    empty = sara.get("/statistik?fran=2019-01-01&till=2019-12-31")
    assert "0 av 5 kommuner har frågat i perioden." in empty.words
    assert "Inga frågor kom i perioden." in empty.words


@pytest.mark.parametrize("key", TABLES)
def test_each_table_is_a_file_for_excel_in_sweden(sara: Browser, key: str) -> None:
    answer = sara.get(f"/statistik.csv?del={key}")
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="statistik-{key}-2025-11-01-2026-11-20.csv"'
    )
    rows = list(csv.reader(StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_files_hold_the_page_s_figures(sara: Browser) -> None:
    rows = list(csv.reader(StringIO(sara.get("/statistik.csv?del=inflode").body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Månad", "Från", "Till", "Inkomna", "Besvarade", "Avslutade"]
    assert rows[-1] == ["november 2026", "2026-11-01", "2026-11-20", "2", "2", "1"]
    assert [sum(int(row[place]) for row in rows[1:]) for place in (3, 4, 5)] == [5, 4, 1]


def test_the_workbook_has_every_table_and_says_what_it_is(sara: Browser) -> None:
    answer = sara.get("/statistik.xlsx?fran=2026-01-01&till=2026-11-20")
    assert 'filename="statistik-2026-01-01-2026-11-20.xlsx"' in answer.headers["Content-Disposition"]
    file = ZipFile(BytesIO(answer.body))
    names = [each.get("name") for each in ET.fromstring(file.read("xl/workbook.xml")).iter(f"{SPACE}sheet")]  # noqa: S314  our own file
    assert names[:2] == ["Om siffrorna", "Inkomna, besvarade, avslutade"]
    assert len(names) == len(TABLES) + 1
    texts = file.read("xl/sharedStrings.xml").decode()
    assert "Ärenden som öppnades i perioden" in texts
    assert "=robotkatt" in texts
    assert not any(b"<f>" in file.read(name) for name in file.namelist())


@pytest.mark.parametrize("query", ["?del=", "?del=xyz"])
def test_a_table_that_is_not_there(sara: Browser, query: str) -> None:
    sara.get(f"/statistik.csv{query}", status=404)


@pytest.mark.parametrize("path", ["/statistik", "/statistik.xlsx", "/statistik.csv?del=lan"])
def test_figures_are_the_desk_s(browser: Visit, path: str) -> None:
    browser(HEAD).get(path, status=403)
    browser(ANNA).get(path, status=403)
    browser().get(path, status=303)


def test_the_page_asks_the_database_as_often_however_much_there_is(sara: Browser) -> None:
    with counted_queries() as few:
        sara.get("/statistik?fran=2019-01-01&till=2019-12-31")
    with counted_queries() as many:
        sara.get("/statistik")
    assert len(few) <= len(many) <= len(few) + 1  # articles' titles are asked for where there are any
