"""Three tickets are given to somebody at once, and given back."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_main_job import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
UNASSIGNED = "/handlaggning?vy=alla&ansvarig=ingen&status=new"


def box(page: Page, reference: str) -> Locator:
    """Where the ticket is ticked in the list."""
    return page.locator(f"[data-rows] input[name=arende][value='{reference}']")


@BOTH_WAYS
def test_three_tickets_are_given_to_somebody_and_back(
    look: dict[str, object],
    visit: Callable[..., Page],
    people: Mapping[str, dict[str, str]],
    picture: Callable[[Page, str], None],
) -> None:
    page = visit(**look, email=people["Fatima Rahimi"]["email"])
    page.goto(UNASSIGNED)
    boxes = page.locator("[data-rows] input[name=arende]").all()[:3]
    chosen = [str(each.get_attribute("value")) for each in boxes]
    assert len(chosen) == 3
    for each in boxes:
        each.check()
    page.get_by_role("button", name="Tilldela någon").click()
    expect(page.locator("#chosen + ul .ticket-number")).to_have_text(sorted(chosen))
    page.locator("[name=owner]").select_option(label="Amir Haddad")
    picture(page, "journey-bulk-1-confirm")
    page.get_by_role("button", name="Tilldela ärendena").click()

    undo = page.locator("form.undo")
    expect(undo).to_contain_text("3 ärenden")
    for reference in chosen:
        expect(box(page, reference)).to_have_count(0)
    picture(page, "journey-bulk-2-done")
    page.goto(f"/arenden/{chosen[0]}")
    expect(page.locator("main")).to_contain_text("Amir Haddad")
    page.go_back()
    undo.get_by_role("button", name="Ångra").click()

    expect(page.locator("main")).to_contain_text("3 ärenden är som förut")
    for reference in chosen:
        expect(box(page, reference)).to_have_count(1)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_filters_of_the_queue_are_folded_up_where_there_is_little_room(
    visit: Callable[..., Page], people: Mapping[str, dict[str, str]], width: int
) -> None:
    page = visit(width=width, email=people["Fatima Rahimi"]["email"])
    topic, is_narrow = page.locator("form.filters [name=amne]"), width < 768
    page.goto("/handlaggning")
    expect(page.locator("form.filters [name=q]")).to_be_visible()
    expect(page.locator(".more-filters > summary")).to_be_visible(visible=is_narrow)
    expect(topic).to_be_visible(visible=not is_narrow)
    page.goto("/handlaggning?prioritet=normal")
    expect(topic).to_be_visible()
    skip = page.locator("a[href='#tickets']")
    skip.focus()
    skip.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tickets"
