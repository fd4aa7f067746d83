"""The filters of the queue that figures lead to."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from helpdesk.domain.lifecycle import Channel
from tests.factories.directory import small_register
from tests.features.reports.world import SARA, world
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
ALL = {"over a weekend", "over Midsummer", "late", "last minutes of October", "first minutes of October", "before"}


@pytest.fixture(autouse=True)
def _world(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    filled(lambda: (small_register(), world()))


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(SARA)


@pytest.mark.parametrize(
    ("query", "left", "chosen"),
    [
        (f"kanal={Channel.PHONE.value}", {"late"}, "Telefon"),
        ("lan=12", {"over Midsummer", "before"}, "Skåne län"),
        ("lan=ingen", {"last minutes of October"}, "Utan kommun"),
        ("grupp=C6", {"over a weekend", "late", "first minutes of October"}, "Kommungrupp C6"),
        ("amne=ingen", {"last minutes of October", "first minutes of October"}, ""),
        (
            "oppnat_fran=2026-10-01&oppnat_till=2026-10-31",
            {"last minutes of October", "first minutes of October"},
            "Inkom 2026-10-01 – 2026-10-31",
        ),
        ("oppnat_fran=2026-11-06&oppnat_till=2026-11-06", {"over a weekend"}, "Inkom 2026-11-06"),
        ("oppnat_till=2025-12-31", {"before"}, "Inkom – 2025-12-31"),
        ("besvarat_fran=2026-11-09", {"over a weekend"}, "Första svar 2026-11-09 –"),
        ("avslutat_fran=2026-11-10&avslutat_till=2026-11-10", {"over a weekend"}, "Avslutades 2026-11-10"),
        ("oppnat_fran=i+dag&kanal=duva&oppnat_till=9999-12-31", ALL, ""),
        ("oppnat_fran=0001-01-01", ALL, ""),
        ("lan=99", set(), "–"),
    ],
)
def test_what_a_filter_leaves_and_says(sara: Browser, query: str, left: set[str], chosen: str) -> None:
    page = sara.get(f"/handlaggning?vy=alla&{query}")
    assert {subject for subject in ALL if f">{subject}<" in page.text} == left
    assert chosen in page.words
    assert ("Ta bort filtret:" in page.words) == bool(chosen)


def test_a_filter_is_kept_by_the_form_and_taken_away_alone(sara: Browser) -> None:
    page = sara.get("/handlaggning?vy=alla&lan=22&oppnat_fran=2026-11-01")
    assert re.search(r'<input[^>]* name="lan"[^>]* value="22"', page.text)
    assert re.search(r'<input[^>]* name="oppnat_fran"[^>]* value="2026-11-01"', page.text)
    assert 'name="oppnat_till"' not in page.text
    assert 'href="/handlaggning?vy=alla&amp;oppnat_fran=2026-11-01"' in page.text
    assert 'href="/handlaggning?vy=alla&amp;lan=22"' in page.text
