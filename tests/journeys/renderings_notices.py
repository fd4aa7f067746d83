"""How the pages of notices look."""

from playwright.sync_api import Page, expect

from tests.journeys.rendering import REQUESTER, SIGNED_IN, Rendering


def saved(page: Page) -> None:
    """Another choice than before, stored."""
    page.locator("[name=mail_article_begun]").select_option("daily")
    page.locator("main form button").first.click()
    expect(page.locator(".ds-alert").first).to_be_visible()


NOTICES = (
    Rendering("notices", "/aviseringar", (REQUESTER, *(role for role in SIGNED_IN if role != REQUESTER))),
    Rendering("notices-none", "/aviseringar", ("newcomer",)),
    Rendering("notices-choices", "/aviseringar/val", SIGNED_IN),
    Rendering("notices-choices-saved", "/aviseringar/val", (REQUESTER,), saved),
)
