"""What the scripts do around sending: what is sent is no draft any more, and what could not be sent is still there."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

LEAVE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def page(visit: Callable[..., Page], people: Mapping[str, dict[str, str]]) -> Page:
    """Anna's page with her newest ticket on it."""
    page = visit(email=people["Anna Ek"]["email"])
    page.goto("/mina-arenden")
    page.locator("main a[href*='/arenden/']").first.click()
    expect(page.locator("form[data-autosave-url]")).to_be_visible()
    return page


def saved(page: Page) -> list[str]:
    """The drafts that the page has saved by itself, as they come."""
    drafts: list[str] = []
    page.on("request", lambda request: drafts.append(request.url) if request.url.endswith("/utkast") else None)
    return drafts


def send(page: Page) -> None:
    page.locator("form[data-autosave-url]").get_by_role("button", name="Skicka").click()


def test_what_was_sent_does_not_come_back_as_a_draft(page: Page) -> None:
    drafts = saved(page)
    page.locator("[name=text]").fill("Tack, vi prövar det i veckan.")
    send(page)
    expect(page.locator(".timeline")).to_contain_text("Tack, vi prövar det i veckan.")
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("")
    assert drafts == []


def test_a_page_that_is_left_while_it_sends_saves_no_draft(page: Page) -> None:
    drafts = saved(page)
    page.locator("[name=text]").fill("På väg.")
    # Chromium leaves the page at a moment of its own choice: hold the sending, and leave by hand.
    page.locator("form[data-autosave-url]").evaluate(
        "(form) => form.addEventListener('submit', (event) => event.preventDefault())"
    )
    send(page)
    page.evaluate(LEAVE)
    page.evaluate("() => fetch('/healthz')")  # what was asked for before has been seen by now
    assert drafts == []


def test_after_a_refused_upload_the_text_stays_and_goes_on_being_saved(page: Page, tmp_path: Path) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=413, body="Too much", content_type="text/html")

    drafts = saved(page)
    file = tmp_path / "protokoll.txt"
    file.write_text("Beslutat.")
    page.route("**/svar", refuse)
    page.locator("[name=text]").fill("Här är protokollet.")
    page.locator("[name=files]").set_input_files(file)
    send(page)
    expect(page.locator(".file-status")).to_contain_text("Det gick inte att skicka filerna. Försök igen.")
    expect(page.locator("[name=text]")).to_have_value("Här är protokollet.")
    assert drafts == []
    with page.expect_request("**/utkast"):
        page.evaluate(LEAVE)


def test_six_files_are_not_even_sent(page: Page, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(6)]
    for file in files:
        file.write_text("Beslutat.")
    page.locator("[name=text]").fill("Här är protokollen.")
    page.locator("[name=files]").set_input_files(files)
    expect(page.locator(".file-status")).to_have_text("Du kan bifoga högst 5 filer. Välj färre.")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    send(page)
    expect(page.locator("[name=files]")).to_be_focused()
    assert posts == []
    with page.expect_request("**/utkast"):
        page.evaluate(LEAVE)
