"""A letter is answered with a ready answer: what was typed stays, and how much room is left is said when there is little."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from helpdesk.mailroom.forms.deciding import LONGEST_ANSWER
from tests.journeys.test_main_job import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
NEWSLETTER, READY = "Nyheter i november", "Inte en fråga för oss"
TYPED = "Hej!"


def newsletter(page: Page) -> Page:
    """The page of a letter that may be answered, with its answer folded out."""
    page.goto("/handlaggning/post")
    page.get_by_role("link", name=NEWSLETTER).click()
    page.locator("#svara > summary").click()
    return page


@BOTH_WAYS
def test_a_ready_answer_is_laid_beside_what_was_typed(
    look: dict[str, object], visit: Callable[..., Page], people: Mapping[str, dict[str, str]]
) -> None:
    page = newsletter(visit(**look, email=people["Fatima Rahimi"]["email"]))
    answer = page.locator("#answer-text")
    answer.fill(TYPED)
    page.get_by_role("button", name=READY).click()
    expect(answer).not_to_have_value(TYPED)
    assert answer.input_value().startswith(f"{TYPED}\n\nVi har tagit emot ditt mejl.")


def test_it_is_said_how_many_characters_are_left_when_they_are_few(
    visit: Callable[..., Page], people: Mapping[str, dict[str, str]]
) -> None:
    page = newsletter(visit(email=people["Fatima Rahimi"]["email"]))
    answer, counter = page.locator("#answer-text"), page.locator("#answer-text-counter")
    expect(counter).to_have_attribute("role", "status")
    expect(counter).to_have_text("")
    answer.fill("x" * (LONGEST_ANSWER - 400))
    expect(counter).to_have_text("400 tecken kvar")
    answer.fill(TYPED)
    expect(counter).to_have_text("")
    answer.fill("x" * (LONGEST_ANSWER + 3))
    expect(counter).to_have_text("3 tecken för mycket")
