"""Other ways in: a visitor's question that waits for its confirmation, and signing in with a one-time link."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.test_main_job import BOTH_WAYS
from tests.journeys.walking import find_in_queue, link_in, reference_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@BOTH_WAYS
def test_a_visitors_question_waits_for_its_confirmation(
    look: dict[str, object],
    house: House,
    visit: Callable[..., Page],
    people: Mapping[str, dict[str, str]],
    picture: Callable[[Page, str], None],
) -> None:
    way = "med" if look["javascript"] else "utan"
    subject, email = f"Nyckelfria lås, besökare {way} skript", f"kim.dahl.{way}@harnosand.example"
    page, desk = visit(**look), visit(email=people["Sara Lindqvist"]["email"])
    page.goto("/stall-en-fraga")
    page.locator("#name").fill("Kim Dahl")
    page.locator("#email").fill(email)
    page.locator("#subject").fill(subject)
    if look["javascript"]:
        page.locator("input#municipality").fill("Härnö")
        page.get_by_role("option", name="Härnösand").click()
    else:
        page.locator("select#municipality").select_option(label="Härnösand")
    page.locator("[name=topic]").nth(1).check()
    page.locator("#text").fill("Hur börjar vi med nyckelfria lås i hemtjänsten?")
    page.get_by_role("button", name="Granska frågan").click()
    expect(page.locator("main")).to_contain_text("Härnösand")
    page.get_by_role("button", name="Skicka frågan").click()
    expect(page.locator("main")).to_contain_text(email)
    picture(page, "journey-visitor-1-confirm-sent")
    link = link_in(house.sink.wait_for(email, 1)[0], "/fraga/")

    # Opening the link sends nothing, however often a mail scanner does it.
    scanner = visit()
    for _ in range(3):
        scanner.goto(link)
    page.goto(link)
    expect(page.locator("main")).to_contain_text(subject)
    picture(page, "journey-visitor-2-confirm-question")
    desk.goto("/handlaggning")
    desk.locator("form.filters [name=q]").fill(subject)
    desk.locator("form.filters").get_by_role("button", name="Visa").click()
    expect(desk.locator("[data-rows]")).to_have_count(0)

    page.get_by_role("button", name="Skicka frågan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, vi har tagit emot din fråga")
    picture(page, "journey-visitor-3-sent")
    reference = reference_on(page)
    find_in_queue(desk, subject)
    expect(desk.locator("main")).to_contain_text(reference)
    receipt = house.sink.wait_for(email, 1, about=reference)[0]
    page.goto(link_in(receipt, f"/arenden/{reference}"))
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)  # the confirmation has signed the newcomer in
    scanner.goto(link)
    expect(scanner.get_by_role("button", name="Skicka frågan")).to_have_count(0)


@BOTH_WAYS
def test_a_one_time_link_signs_in_once(
    look: dict[str, object],
    house: House,
    visit: Callable[..., Page],
    people: Mapping[str, dict[str, str]],
    picture: Callable[[Page, str], None],
) -> None:
    """Priya reads English: the visitor's pages are in the browser's language, the letter and what follows in hers."""
    email = people["Priya Raman"]["email"]
    page = visit(**look)
    page.goto("/mina-arenden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    form = page.locator("form[action='/logga-in/lank']")
    form.locator("[name=email]").fill(email)
    before = len(house.sink.to(email, "Sign in to"))
    form.get_by_role("button", name="Skicka länk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i din e-post")
    letter = house.sink.wait_for(email, before + 1, about="Sign in to")[before]
    assert letter["Auto-Submitted"] == "auto-generated"
    link = link_in(letter, "/lank/")

    scanner = visit()
    for _ in range(3):
        scanner.goto(link)
    page.goto(link)
    picture(page, "journey-link-1-button")
    expect(page.locator("main")).to_contain_text("Priya Raman")
    page.locator("main").get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My tickets")  # where she was going
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".site-nav")).to_contain_text("Priya Raman")
    picture(page, "journey-link-2-my-tickets")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("My tickets")

    scanner.goto(link)
    expect(scanner.get_by_role("heading", level=1)).to_have_text("Länken har gått ut")
    picture(scanner, "journey-link-3-used-up")
    expect(scanner.locator(".site-nav")).to_contain_text("Logga in")
