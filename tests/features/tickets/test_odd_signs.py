"""A sign that no person types and that PostgreSQL refuses: an address or a form with it finds nothing, and breaks nothing."""

import pytest

from tests.pages.desk import ADVISER, Fill, Visit, make

pytestmark = pytest.mark.usefixtures("now")
LISTS = ("kommun", "etikett", "lan", "grupp", "amne", "q", "sida", "oppnat_fran")


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("path")
def test_a_filter_with_it_leads_nowhere(browser: Visit, name: str) -> None:
    browser(ADVISER).get(f"/handlaggning?{name}=1%00", status=404)


@pytest.mark.usefixtures("path")
def test_a_choice_with_it_leads_nowhere(browser: Visit) -> None:
    browser(ADVISER).get("/handlaggning/flera?gor=avsluta&arende=VT%00", status=404)


def test_a_form_with_it_changes_nothing(path: str, browser: Visit) -> None:
    sara = browser(ADVISER)
    reference = path.rpartition("/")[2]
    page = sara.get(f"/handlaggning/flera?gor=avsluta&arende={reference}")
    left = sara.follow(sara.submit(page, "/handlaggning/flera", chosen="VT\0:1", reason="solved"))
    assert "VT" in left.words
