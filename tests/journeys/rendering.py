"""One way a page can look: who opens which address, and what they do there before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

Act = Callable[[Page], None]

VISITOR, REQUESTER, CONTACT, EXPERT = "visitor", "requester", "municipal_contact", "expert"
ADVISER, COORDINATOR, ADMINISTRATOR = "adviser", "coordinator", "administrator"
SIGNED_IN = (REQUESTER, CONTACT, EXPERT, ADVISER, COORDINATOR, ADMINISTRATOR)
EVERYBODY = (VISITOR, *SIGNED_IN)
DESK = (ADVISER, COORDINATOR)
ENGLISH = "english"
"""Somebody who reads English."""


@dataclass(frozen=True)
class Rendering:
    """One way a page can look. `path` holds names of samples in braces; the first of `roles` opens it in the short run."""

    name: str
    path: str
    roles: tuple[str, ...] = (VISITOR,)
    act: Act | None = None
    is_borrowed: bool = False
    """The running house does not have the page (the mailbox, faults): it is made by the tests' own application."""
    status: int = 200
    """What the page answers when it is opened."""


def nothing_filled_in(form: str, press: str = "") -> Act:
    """Empty the fields of a form and send it, by its first button or the one named: every error that it has."""

    def act(page: Page) -> None:
        fields = page.locator(
            f"{form} :is(input:not([type]), input[type=text], input[type=email], input[type=password], input[type=date], input[type=number], textarea)"
        )
        for place in range(fields.count()):
            if fields.nth(place).is_visible():
                fields.nth(place).fill("")
        page.locator(f"{form} button:visible", has_text=press).first.click()
        expect(page.locator(".ds-error-summary")).to_be_visible()

    return act


def filled_in(form: str, *, wanted: str = ".ds-error-summary", **typed: str) -> Act:
    """Fill in some fields of a form and send it, until `wanted` is seen."""

    def act(page: Page) -> None:
        for name, words in typed.items():
            page.locator(f"{form} [name={name}]:visible").first.fill(words)
        page.locator(f"{form} button:visible").first.click()
        expect(page.locator(wanted).first).to_be_visible()

    return act


def all_open(page: Page) -> None:
    """Open every part that can be folded out."""
    folded = page.locator("main details:not([open]) > summary:visible")
    assert folded.count()
    while folded.count():
        folded.first.click()


def send_empty_inside(form: str) -> Act:
    """Open the folded part that a form lies in, and send it empty."""

    def act(page: Page) -> None:
        page.locator(f"details:has({form}) > summary").click()
        nothing_filled_in(form)(page)

    return act


def pressed(button: str, wanted: str = ".ds-error-summary") -> Act:
    """Press a button (a selector), and see `wanted`."""

    def act(page: Page) -> None:
        page.locator(button).first.click()
        expect(page.locator(wanted).first).to_be_visible()

    return act
