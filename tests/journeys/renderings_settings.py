"""How the pages of the administration look: what it leads to, settings, letters' texts; and the folded menu."""

from playwright.sync_api import Page, expect

from tests.journeys.rendering import (
    ADMINISTRATOR,
    COORDINATOR,
    SIGNED_IN,
    Rendering,
    all_open,
    filled_in,
)

SETTINGS, LETTER = "/admin/installningar", "/admin/mejltexter/received"


def preview(page: Page) -> None:
    """A letter with words of its own, as it would leave."""
    page.locator("[name=opening]").fill("Vi har stängt {tjänst} på fredag.\nVi svarar efter helgen.\n\nRing {telefon}.")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.locator("#preview .letter").first).to_contain_text("efter helgen")


def menu_open(page: Page) -> None:
    """The main menu, opened where it is folded; it stays so at every width."""
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".site-nav a").first).to_be_hidden()
    page.locator(".site-nav-fold summary").click()
    expect(page.locator(".site-nav a").first).to_be_visible()


ADMINISTRATION = (
    Rendering("administration", "/admin", (COORDINATOR, ADMINISTRATOR)),
    Rendering("stated", SETTINGS, (ADMINISTRATOR,)),
    Rendering("stated-errors", SETTINGS, (ADMINISTRATOR,), filled_in("main form", mail_from="vi", contact_email="vi")),
    Rendering("letters-texts", "/admin/mejltexter", (COORDINATOR, ADMINISTRATOR)),
    Rendering("letter-text", LETTER, (COORDINATOR,), all_open),
    Rendering("letter-text-english", f"{LETTER}?sprak=en", (COORDINATOR,)),
    Rendering("letter-text-daily", "/admin/mejltexter/digest", (COORDINATOR,)),
    Rendering("letter-text-preview", LETTER, (COORDINATOR,), preview),
    Rendering("letter-text-errors", LETTER, (COORDINATOR,), filled_in("main form", opening="Hej {namn}")),
    Rendering("menu-open", "/om", SIGNED_IN, menu_open),
)
