"""How the pages of articles look to those who write them, review them and read them; and how a ticket becomes one."""

from playwright.sync_api import Page, expect

from tests.journeys.rendering import (
    ADVISER,
    COORDINATOR,
    DESK,
    ENGLISH,
    EXPERT,
    REQUESTER,
    VISITOR,
    Rendering,
    all_open,
    nothing_filled_in,
    pressed,
)
from tests.journeys.renderings_experts import UNCONFIRMED

CHANGED = "/redigera/{article_changed}/versioner/{newest_revision}"


def preview(page: Page) -> None:
    """The editor with a table and a picture previewed."""
    page.locator("#body").fill("## Steg\n\n| Dag | Gör |\n|---|---|\n| 1 | **Prova** |\n\n- en\n- två")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.locator("#preview strong")).to_be_visible()


def conflict(page: Page) -> None:
    """Save what was written from a version that has been saved over: both texts, and a choice."""
    page.locator("#title").fill("Ett annat namn")
    page.locator("#body").fill("## Något annat\n\nEn rad som bara står här.")
    page.locator("#editor [name=version]").evaluate("(field) => { field.value = field.value.replace(/[.].*/, '.0') }")
    page.get_by_role("button", name="Spara", exact=True).locator("visible=true").click()
    expect(page.locator("main .conflict")).to_be_visible()


def mask(page: Page) -> None:
    """The masking step."""
    page.get_by_role("button", name="Gå vidare till maskeringen").click()
    expect(page.locator("#text")).to_be_visible()


def leave_something(page: Page) -> None:
    """Write what points somebody out into the masked text, and be stopped once."""
    mask(page)
    page.locator("#text").fill("Ring Anna på 070-174 06 58 eller skriv till anna@harnosand.example.")
    page.get_by_role("button", name="Skapa utkast").click()
    expect(page.locator("#left")).to_be_visible()


def mask_nothing(page: Page) -> None:
    """Send the masking step without its texts."""
    mask(page)
    nothing_filled_in("main form", "Skapa utkast")(page)


def choose_no_message(page: Page) -> None:
    """Go on with nothing chosen."""
    for each in page.locator("[name=messages]").all():
        each.uncheck()
    nothing_filled_in("form[action$='/maskera']")(page)


def narrow(page: Page) -> None:
    """Hits narrowed by the first two values that can be chosen."""
    for number in (1, 2):
        if not page.locator(".narrowing nav").is_visible():
            page.locator(".narrowing summary").click()
        page.locator(".narrowing nav ul").nth(number - 1).locator("a").first.click()
        expect(page.locator(".chosen li a[href*='sok']").nth(number - 1)).to_be_visible()


WRITING = (
    Rendering("guides", "/mina-guider", (EXPERT, ADVISER)),
    Rendering("guides-drafts", "/mina-guider?vy=utkast", (EXPERT,)),
    Rendering("guides-empty", "/mina-guider", (UNCONFIRMED,)),
    Rendering("guide-new", "/mina-guider/ny", (EXPERT, ADVISER)),
    Rendering("guide-new-errors", "/mina-guider/ny", (EXPERT,), nothing_filled_in("main form")),
    Rendering("guide-new-unconfirmed", "/mina-guider/ny", (UNCONFIRMED,)),
    Rendering("edit", "/redigera/{article_draft}", (EXPERT, ADVISER)),
    Rendering("edit-sent-back", "/redigera/{article_sent_back}", (EXPERT,)),
    Rendering("edit-in-review", "/redigera/{article_changed}", (ADVISER,)),
    Rendering("edit-published", "/redigera/{own_article}", (EXPERT,)),
    Rendering("edit-unfinished", "/redigera/{article_unfinished}", (EXPERT,)),
    Rendering("edit-preview", "/redigera/{article_draft}", (EXPERT,), preview),
    Rendering("edit-conflict", "/redigera/{article_draft}", (EXPERT,), conflict),
    Rendering(
        "edit-errors", "/redigera/{article_unfinished}", (EXPERT,), pressed("#editor [formaction$='/granskning']")
    ),
    Rendering(
        "edit-picture-errors", "/redigera/{article_unfinished}", (EXPERT,), pressed("#editor [formaction$='/bilder']")
    ),
    Rendering("versions", "/redigera/{article_changed}/versioner", (ADVISER,)),
    Rendering("version", CHANGED, (ADVISER,)),
    Rendering("version-first", "/redigera/{article_changed}/versioner/1", (ADVISER,)),
    Rendering("delete-draft", "/redigera/{article_unfinished}/ta-bort", (EXPERT,)),
    Rendering("delete-draft-none", "/redigera/{article_changed}/ta-bort", (ADVISER,)),
)
REVIEWING = (
    Rendering("reviews", "/granska", DESK),
    Rendering("review", "/granska/{article_in_review}", (ADVISER,)),
    Rendering("review-changed", "/granska/{article_changed}", (COORDINATOR, ADVISER)),
    Rendering("review-open-parts", "/granska/{article_changed}", (COORDINATOR,), all_open),
    Rendering("review-masked", "/granska/{article_masked}", (COORDINATOR, ADVISER)),
    Rendering("review-sent-back", "/granska/{article_sent_back}", (ADVISER,)),
    Rendering("review-draft", "/granska/{article_unfinished}", (EXPERT,)),
    Rendering("review-published", "/granska/{own_article}", (ADVISER,)),
    Rendering(
        "review-errors", "/granska/{article_changed}", (COORDINATOR,), pressed("[formaction$='/skicka-tillbaka']")
    ),
    Rendering("due", "/artiklar-att-se-over", (COORDINATOR, EXPERT)),
    Rendering("due-open-parts", "/artiklar-att-se-over?vy=synpunkter", (ADVISER,), all_open),
    Rendering("due-none", "/artiklar-att-se-over?vy=nytta", (UNCONFIRMED,)),
    Rendering("withdraw", "/redigera/{own_article}/arkivera", (ADVISER,)),
    Rendering("withdraw-errors", "/redigera/{own_article}/arkivera", (ADVISER,), nothing_filled_in("main form")),
    Rendering("withdraw-draft", "/redigera/{article_draft}/arkivera", (ADVISER,)),
    Rendering("feedback", "/mina-guider/synpunkter", (EXPERT,)),
    Rendering("feedback-of-one", "/mina-guider/synpunkter?artikel={own_article}", (EXPERT, ADVISER)),
    Rendering("feedback-done", "/mina-guider/synpunkter?vy=klara", (EXPERT,)),
    Rendering("feedback-none", "/mina-guider/synpunkter", (UNCONFIRMED,)),
)
READING = (
    Rendering("search-narrowed", "/sok?q=digital", (VISITOR,), narrow),
    Rendering("search-tickets", "/sok?q=larm&i=arenden", (ADVISER, REQUESTER)),
    Rendering("search-tickets-none", "/sok?q=xyzzyq&i=arenden", (ADVISER,)),
    Rendering("search-questions", "/sok?q=digital&i=fragor", (EXPERT,)),
    Rendering(
        "article-rated-yes", "/kunskapsbank/{article}", (VISITOR,), pressed(".opinion [value=yes]", ".opinion textarea")
    ),
    Rendering(
        "article-rated-no", "/kunskapsbank/{article}", (REQUESTER,), pressed(".opinion [value=no]", ".opinion textarea")
    ),
    Rendering("article-own", "/kunskapsbank/{own_slug}", (EXPERT,)),
    Rendering("article-gone-english", "/kunskapsbank/{gone}", (ENGLISH,), status=410),
)
REUSE = (
    Rendering("reuse", "/arenden/{answered}/artikel", DESK),
    Rendering("reuse-again", "/arenden/{reused}/artikel", (ADVISER,)),
    Rendering("reuse-errors", "/arenden/{answered}/artikel", (ADVISER,), choose_no_message),
    Rendering("mask", "/arenden/{reused}/artikel", (ADVISER,), mask),
    Rendering("mask-left", "/arenden/{reused}/artikel", (ADVISER,), leave_something),
    Rendering("mask-errors", "/arenden/{reused}/artikel", (ADVISER,), mask_nothing),
    Rendering("desk-reused", "/arenden/{reused}", (ADVISER,)),
)
ARTICLES = (*WRITING, *REVIEWING, *READING, *REUSE)
