"""How the pages of tickets look: asking, the asker's own, the desk's."""

from playwright.sync_api import Page, expect

from helpdesk.domain.lifecycle import Status
from helpdesk.tickets.queries.views import View
from tests.journeys.rendering import (
    ADVISER,
    CONTACT,
    DESK,
    ENGLISH,
    REQUESTER,
    Rendering,
    all_open,
    filled_in,
    nothing_filled_in,
    send_empty_inside,
)


def ask(page: Page, subject: str = "Digitala lås") -> None:
    """Fill in the question form as a visitor and go on to check it."""
    page.locator("#name").fill("Kim Dahl")
    page.locator("#email").fill("kim.dahl@harnosand.example")
    page.locator("#subject").fill(subject)
    page.locator("input#municipality").fill("Härnösand")
    page.get_by_role("option", name="Härnösand").click()
    page.locator("[name=topic]").first.check()
    page.locator("#text").fill("Hur räknar vi på nyttan med **digitala lås**?\n\n- Nycklar\n- Resor")
    note = {"name": "Nulage.txt", "mimeType": "text/plain", "buffer": b"430 nycklar"}
    page.locator("#files").set_input_files([note])
    page.locator("button[name=do][value=check]").click()
    expect(page.locator(".check-answers")).to_be_visible()


def ask_and_go_back(page: Page) -> None:
    """A draft with a file, on the form."""
    ask(page)
    page.goto("/stall-en-fraga")
    expect(page.locator("[name=remove]")).to_be_visible()


def ask_and_send(page: Page) -> None:
    """A visitor's question, sent: it waits for its confirmation."""
    ask(page)
    page.locator("form[action$='/skicka'] button").click()
    expect(page).to_have_url("/stall-en-fraga/bekrafta")


def suggestions(page: Page) -> None:
    """What comes up while somebody writes."""
    page.locator("#text").fill("Vi vill räkna på nyttan med digitala lås i hemtjänsten")
    expect(page.locator("#suggestions li a").first).to_be_visible()


def municipality_list(page: Page) -> None:
    """The list under the municipality field."""
    page.locator("input#municipality").fill("Här")
    expect(page.get_by_role("option").first).to_be_visible()


def note(page: Page) -> None:
    """The composer when only the desk reads."""
    page.locator("[name=readers][value=internal]").check()


def asking_back(page: Page) -> None:
    """The composer when the ticket is to wait for the requester."""
    page.locator("[name=readers][value=requester]").check()
    page.locator("[name=then][value=waiting]").check()


def preview(page: Page) -> None:
    """The composer with its preview."""
    page.locator("#composer [name=text]").fill(
        "## Börja här\n\n1. **Krav**\n2. [Länk](https://www.skr.example)\n\n> Citat"
    )
    page.locator("#composer button[data-hx-post]").click()
    expect(page.locator("#preview strong")).to_be_visible()


def to_the_requester(page: Page) -> None:
    """Choose that the requester reads it, whatever draft the composer came with."""
    page.locator("#composer [name=readers][value=requester]").check()
    page.locator("#composer [name=then][value=answered]").check()


def empty_answer(page: Page) -> None:
    """Every error that the composer has."""
    to_the_requester(page)
    nothing_filled_in("#composer", "Skicka svaret")(page)


def stale(page: Page) -> None:
    """Send what was written to a ticket that has changed meanwhile: 409 with the text kept."""
    to_the_requester(page)
    composer = page.locator("#composer")
    composer.locator("[name=text]").fill("Ett svar som kom för sent.")
    composer.locator("[name=version]").evaluate("(field) => { field.value = '1' }")
    composer.locator(".composer-answer button").click()
    expect(page.locator("main .ds-alert[data-color=warning]")).to_be_visible()


def keys(page: Page) -> None:
    """The list of keyboard shortcuts."""
    page.locator("dialog#keys").evaluate("(dialog) => dialog.showModal()")


ASKING = (
    Rendering("ask", "/stall-en-fraga"),
    Rendering("ask-signed-in", "/stall-en-fraga", (REQUESTER, ADVISER)),
    Rendering("ask-english", "/stall-en-fraga", (ENGLISH,)),
    Rendering("ask-errors", "/stall-en-fraga", act=nothing_filled_in("form[data-autosave-url]")),
    Rendering(
        "ask-personal-number", "/stall-en-fraga", act=filled_in("form[data-autosave-url]", text="Gäller 191212121212.")
    ),
    Rendering("ask-suggestions", "/stall-en-fraga", act=suggestions),
    Rendering("ask-municipality", "/stall-en-fraga", act=municipality_list),
    Rendering("ask-draft", "/stall-en-fraga", act=ask_and_go_back),
    Rendering("check", "/stall-en-fraga", act=ask),
    Rendering("confirm-sent", "/stall-en-fraga", act=ask_and_send),
    Rendering("confirm-question", "/fraga/{pending}"),
    Rendering("confirm-question-sent", "/fraga/{confirmed}"),
    Rendering("confirm-question-expired", "/fraga/finns-inte", status=410),
    Rendering("sent", "/stall-en-fraga/tack/{own_ticket}", (REQUESTER,)),
    Rendering("my-tickets", "/mina-arenden", (REQUESTER, CONTACT)),
    Rendering("my-tickets-municipality", "/mina-arenden?vy=kommunen", (CONTACT,)),
    Rendering("my-tickets-empty", "/mina-arenden", ("newcomer",)),
    Rendering("my-tickets-shared-empty", "/mina-arenden?vy=delade", ("newcomer",)),
)
PORTAL = (
    *(
        Rendering(f"ticket-{each}", f"/arenden/{{{each}}}", (f"asker_{each}",))
        for each in (*(status.value for status in Status), "old", "rated", "late")
    ),
    Rendering("ticket-open-parts", "/arenden/{answered}", ("asker_answered",), all_open),
    Rendering("ticket-reply-errors", "/arenden/{open}", ("asker_open",), nothing_filled_in("form[action$='/svar']")),
    Rendering(
        "ticket-rate-errors", "/arenden/{answered}", ("asker_answered",), nothing_filled_in("form[action$='/betyg']")
    ),
    Rendering("ticket-close-errors", "/arenden/{open}", ("asker_open",), nothing_filled_in("form[action$='/klart']")),
    Rendering("ticket-english", "/arenden/{english_ticket}", (ENGLISH,)),
)
DESK_PAGES = (
    Rendering("queue", "/handlaggning", DESK),
    *(
        Rendering(f"queue-{view.value}", f"/handlaggning?vy={view.value}", DESK)
        for view in View
        if view is not View.TO_HANDLE
    ),
    Rendering("queue-filtered", "/handlaggning?vy=alla&amne={topic_code}&sortera=prioritet", (ADVISER,)),
    Rendering("queue-none", "/handlaggning?q=xyzzyq", (ADVISER,)),
    Rendering("queue-keys", "/handlaggning", (ADVISER,), keys),
    *(
        Rendering(f"desk-{each}", f"/arenden/{{{each}}}", DESK)
        for each in (*(status.value for status in Status), "rated", "late")
    ),
    Rendering("desk-similar", "/arenden/{open}/liknande", (ADVISER,)),
    Rendering("desk-open-parts", "/arenden/{open}", (ADVISER,), all_open),
    Rendering("desk-errors", "/arenden/{open}", (ADVISER,), empty_answer),
    Rendering("desk-wait-errors", "/arenden/{open}", (ADVISER,), send_empty_inside("form[action*='/vanta']")),
    Rendering("desk-note", "/arenden/{open}", (ADVISER,), note),
    Rendering("desk-asking-back", "/arenden/{open}", (ADVISER,), asking_back),
    Rendering("desk-preview", "/arenden/{open}", (ADVISER,), preview),
    Rendering("desk-stale", "/arenden/{open}", (ADVISER,), stale),
    Rendering("close", "/arenden/{open}/avsluta", DESK),
    Rendering("close-errors", "/arenden/{open}/avsluta", (ADVISER,), nothing_filled_in("main form")),
    Rendering("close-closed", "/arenden/{closed}/avsluta", (ADVISER,)),
)
