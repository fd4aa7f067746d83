"""The journey by keyboard alone, with the focus always in sight; and the shortcuts for those who have turned them on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import FOCUSED
from tests.journeys.walking import reference_on, small_pdf

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MOST_STEPS = 150
"""Tab stops of the longest page, and some."""


@dataclass
class Keys:
    """Somebody who has no mouse. Wherever the focus goes, it must be seen: a ring, on something that is on the screen."""

    page: Page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Step until the focus stands on the target."""
        expect(target).to_be_visible()
        for _ in range(MOST_STEPS):
            self.page.keyboard.press(key)
            if self.see_focus() and target.evaluate("(one) => one === document.activeElement"):
                return
        message = f"the keyboard does not reach {target}"
        raise AssertionError(message)

    def see_focus(self) -> bool:
        """Whether something has the focus; if so, it is seen."""
        found = self.page.evaluate(FOCUSED)
        if found["isBody"]:
            return False
        assert found["ring"], f"no ring around {found['html']}"
        assert found["shown"], f"out of sight: {found['html']}"
        return True

    def fill(self, target: Locator, words: str) -> None:
        self.to(target)
        self.write(words)

    def follow(self, target: Locator) -> None:
        """Go to a link or button and press Enter; wait for the page that comes."""
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def choose(self, first: Locator, wanted: Locator) -> None:
        """Go into a group of radio buttons, and with the arrows to the one that is wanted."""
        self.to(first)
        for _ in range(MOST_STEPS):
            self.press("Space")
            if wanted.is_checked():
                return
            self.press("ArrowDown")
            self.see_focus()
        message = f"the arrows do not reach {wanted}"
        raise AssertionError(message)


def entry(page: Page, words: str) -> Locator:
    """An entry of the main menu."""
    return page.locator(".site-nav").get_by_role("link", name=words, exact=True)


def test_a_question_is_asked_and_answered_without_a_mouse(
    visit: Callable[..., Page], people: Mapping[str, dict[str, str]], tmp_path: Path
) -> None:
    subject = "Larm utan mus"
    page = visit()
    keys = Keys(page)
    page.goto("/")
    keys.follow(entry(page, "Logga in"))
    keys.fill(page.locator("form:has([name=password]) [name=email]"), people["Gunilla Frisk"]["email"])
    keys.fill(page.locator("[name=password]"), people["Gunilla Frisk"]["password"])
    with page.expect_navigation():
        keys.press("Enter")
    keys.follow(entry(page, "Ställ en fråga"))
    keys.fill(page.locator("#subject"), subject)
    municipality = page.locator("input#municipality")
    keys.to(municipality)
    keys.press("Control+a")
    keys.write("krok")
    expect(page.get_by_role("option", name="Krokom")).to_be_visible()
    keys.press("ArrowDown", "Enter")
    expect(municipality).to_have_value("Krokom")
    topics = page.locator("[name=topic]")
    keys.choose(topics.first, topics.nth(2))
    keys.fill(page.locator("#text"), "Hur når larmet fram när nätet ligger nere?")
    expect(page.locator("#suggestions li a").first).to_be_visible()
    keys.to(page.locator("#files"))
    with page.expect_file_chooser() as chooser:
        keys.press(" ")
    chooser.value.set_files(small_pdf(tmp_path / "Larm.pdf"))
    keys.to(page.locator("button[name=do][value=check]"))
    keys.press("Enter")
    expect(page.locator(".check-answers")).to_contain_text("Krokom")
    expect(page.locator(".check-answers")).to_contain_text("Larm.pdf")
    keys.follow(page.locator("form[action$='/skicka'] button"))
    reference = reference_on(page)
    keys.follow(page.locator("main").get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)

    desk = visit(email=people["Fatima Rahimi"]["email"])
    answer_by_keyboard(Keys(desk), reference, "Larmet går då över **mobilnätet**.")
    page.reload()
    expect(page.locator(".timeline strong", has_text="mobilnätet")).to_be_visible()


def answer_by_keyboard(keys: Keys, reference: str, words: str) -> None:
    page = keys.page
    page.goto("/handlaggning")
    keys.fill(page.locator("form.filters [name=q]"), reference)
    with page.expect_navigation():
        keys.press("Enter")
    keys.follow(page.locator("[data-rows] tbody a").first)
    keys.follow(page.locator("[data-key-take]"))
    composer = page.locator("#composer")
    keys.fill(composer.locator("[name=text]"), words)
    keys.follow(composer.locator(".composer-answer button"))
    expect(page.locator(".tags .ds-tag", has_text="Besvarad")).to_be_visible()


def test_an_expert_answers_without_a_mouse(visit: Callable[..., Page], people: Mapping[str, dict[str, str]]) -> None:
    page = visit(email=people["Maria Lundström"]["email"])
    keys = Keys(page)
    page.goto("/")
    keys.follow(entry(page, "Frågor till dig"))
    keys.follow(page.locator("main .rows a").first)
    form = page.locator("form[action$='/svara']")
    keys.fill(form.locator("[name=text]"), "Vi gör det **varje vecka**.")
    keys.fill(form.locator("[name=minutes]"), "20")
    keys.to(form.get_by_role("button", name="Förhandsgranska"))
    keys.press("Enter")
    expect(page.locator("#preview strong", has_text="varje vecka")).to_be_visible()
    keys.to(form.locator(".button-row button", has_text="Skicka svaret"), "Shift+Tab")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator(".tags .ds-tag", has_text="Du har svarat")).to_be_visible()
    expect(page.locator(".timeline strong", has_text="varje vecka")).to_be_visible()


def test_a_reviewer_comments_without_a_mouse(visit: Callable[..., Page], people: Mapping[str, dict[str, str]]) -> None:
    page = visit(email=people["Fatima Rahimi"]["email"])
    keys = Keys(page)
    page.goto("/")
    keys.follow(entry(page, "Granska"))
    keys.follow(page.locator("main th a").first)
    keys.fill(page.locator("[name=comment]"), "Säg vem som **ansvarar**.")
    keys.follow(page.get_by_role("button", name="Spara kommentaren"))
    expect(page.locator(".timeline strong", has_text="ansvarar")).to_be_visible()


def test_errors_are_reached_at_once(visit: Callable[..., Page]) -> None:
    """The focus stands on the summary, and its links lead into the fields."""
    page = visit()
    keys = Keys(page)
    page.goto("/stall-en-fraga")
    keys.follow(page.locator("button[name=do][value=check]"))
    expect(page).to_have_title("Fel: Ställ en fråga – Välfärdsteknikstödet")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    assert keys.see_focus()
    for id_ in ("subject", "text"):
        keys.to(page.locator(f".ds-error-summary a[href='#{id_}']"))
        keys.press("Enter")
        expect(page.locator(f"#{id_}")).to_be_focused()
        assert keys.see_focus()
        page.locator(".ds-error-summary").focus()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_stop_skips_to_the_content(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(scheme=scheme)
    keys = Keys(page)
    page.goto("/kunskapsbank")
    keys.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    assert keys.see_focus()
    keys.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    keys.press("Tab")
    assert keys.see_focus()
    assert page.evaluate("document.activeElement.closest('#main') !== null")


@pytest.fixture
def shortcuts(visit: Callable[..., Page], people: Mapping[str, dict[str, str]]) -> Iterator[Page]:
    """An adviser's page; shortcuts are on while the test runs, off again after it."""
    page = visit(email=people["Amir Haddad"]["email"])
    page.goto("/handlaggning")
    Keys(page).press("j")
    assert page.evaluate("document.activeElement === document.body"), "shortcuts are off until somebody wants them"
    _turn(page, is_on=True)
    yield page
    _turn(page, is_on=False)


def _turn(page: Page, *, is_on: bool) -> None:
    page.goto("/installningar")
    page.locator("[name=has_shortcuts]").set_checked(is_on)
    page.locator("form[action$='/profil'] button").click()
    expect(page.locator("[role=status]").first).to_contain_text("sparade")


def test_single_keys_work_in_the_queue_and_on_a_ticket(shortcuts: Page) -> None:
    page, keys = shortcuts, Keys(shortcuts)
    page.goto("/handlaggning?vy=ej-tilldelade")
    rows = page.locator("[data-rows] tbody a")
    keys.press("j")
    expect(rows.nth(0)).to_be_focused()
    keys.press("j")
    expect(rows.nth(1)).to_be_focused()
    assert keys.see_focus()
    keys.press("k")
    expect(rows.nth(0)).to_be_focused()
    keys.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    keys.press("/")
    expect(page.locator("main [name=q]")).to_be_focused()
    keys.write("jkt?r/")
    expect(page.locator("main [name=q]")).to_have_value("jkt?r/")
    page.goto("/handlaggning?vy=ej-tilldelade")
    keys.press("j")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("#composer")).to_be_visible()
    with page.expect_navigation():
        keys.press("t")
    expect(page.locator("main")).to_contain_text("Ärendet är ditt")
    keys.press("r")
    text = page.locator("#composer [name=text]")
    expect(text).to_be_focused()
    assert keys.see_focus()
    keys.write("jkrt")
    expect(text).to_have_value("jkrt")
