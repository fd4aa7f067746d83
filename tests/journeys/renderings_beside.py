"""How what stands beside a ticket looks, and the form for a question that somebody asked by telephone."""

from playwright.sync_api import Page, expect

from tests.journeys.rendering import ADVISER, DESK, Rendering, filled_in, nothing_filled_in, send_empty_inside

REGISTER = "form[action='/handlaggning/nytt']"


def without_a_number(page: Page) -> None:
    """Link a ticket with nothing: its part may be folded, or open because links are there."""
    part = page.locator("#hor-ihop")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    part.locator("form[action*='/hor-ihop'] button.ds-button").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()


BESIDE = (
    Rendering("new-ticket", "/handlaggning/nytt", DESK),
    Rendering("new-ticket-errors", "/handlaggning/nytt", (ADVISER,), nothing_filled_in(REGISTER)),
    Rendering(
        "new-ticket-personal-number",
        "/handlaggning/nytt",
        (ADVISER,),
        filled_in(
            REGISTER,
            email="kim@harnosand.example",
            name="Kim Dahl",
            subject="Nyckelfria lås",
            text="Gäller 191212121212.",
        ),
    ),
    Rendering("desk-link-errors", "/arenden/{open}", (ADVISER,), without_a_number),
    Rendering("desk-involve-errors", "/arenden/{open}", (ADVISER,), send_empty_inside("form[action*='/foljare']")),
    Rendering("desk-time-errors", "/arenden/{open}", (ADVISER,), send_empty_inside("form[action$='/tid']")),
)
