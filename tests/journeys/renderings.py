"""Every page in each of its renderings: who opens which address, and what they do there before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from helpdesk.domain.lifecycle import Status
from helpdesk.tickets.queries.views import View

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


def nothing_filled_in(form: str) -> Act:
    """Empty the fields of a form and send it: every error that it has."""

    def act(page: Page) -> None:
        fields = page.locator(
            f"{form} :is(input:not([type]), input[type=text], input[type=email], input[type=password], input[type=date], textarea)"
        )
        for place in range(fields.count()):
            if fields.nth(place).is_visible():
                fields.nth(place).fill("")
        page.locator(f"{form} button:visible").first.click()
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


def stale(page: Page) -> None:
    """Send what was written to a ticket that has changed meanwhile: 409 with the text kept."""
    composer = page.locator("#composer")
    composer.locator("[name=readers][value=requester]").check()
    composer.locator("[name=then][value=answered]").check()
    composer.locator("[name=text]").fill("Ett svar som kom för sent.")
    composer.locator("[name=version]").evaluate("(field) => { field.value = '1' }")
    composer.locator(".composer-answer button").click()
    expect(page.locator("main .ds-alert[data-color=warning]")).to_be_visible()


def keys(page: Page) -> None:
    """The list of keyboard shortcuts."""
    page.locator("dialog#keys").evaluate("(dialog) => dialog.showModal()")


OPEN_PAGES = (
    Rendering("start", "/", EVERYBODY),
    Rendering("start-english", "/", (ENGLISH,)),
    Rendering("about", "/om"),
    Rendering("accessibility", "/tillganglighet"),
    Rendering("privacy", "/personuppgifter"),
    Rendering("contact", "/kontakta-oss"),
    Rendering("search", "/sok?q=digital", (VISITOR, ADVISER)),
    Rendering("search-topic", "/sok?q=digital&amne={topic}"),
    Rendering("search-nothing", "/sok?q=xyzzyq"),
    Rendering("search-empty", "/sok"),
    Rendering("search-misspelt", "/sok?q=digitla"),
    Rendering("knowledge-base", "/kunskapsbank", EVERYBODY),
    Rendering("topic", "/kunskapsbank/amne/{topic}"),
    Rendering("topic-empty", "/kunskapsbank/amne/{empty_topic}"),
    Rendering("article", "/kunskapsbank/{article}", EVERYBODY),
    Rendering("article-closed", "/kunskapsbank/{closed_article}", SIGNED_IN),
    Rendering("article-english", "/kunskapsbank/{article}", (ENGLISH,)),
    Rendering("article-gone", "/kunskapsbank/{gone}", status=410),
)
ACCOUNTS = (
    Rendering("sign-in", "/logga-in"),
    Rendering("sign-in-errors", "/logga-in", act=nothing_filled_in("form:has([name=password])")),
    Rendering(
        "sign-in-wrong",
        "/logga-in",
        act=filled_in("form:has([name=password])", email="x@kommun.example", password="fel"),
    ),
    Rendering("link-ask", "/logga-in/lank"),
    Rendering("link-ask-errors", "/logga-in/lank", act=nothing_filled_in("main form")),
    Rendering("link-sent", "/logga-in/lank-skickad"),
    Rendering("link-sign-in", "/lank/{link_sign_in}"),
    Rendering("link-reset", "/lank/{link_reset}"),
    Rendering("link-reset-errors", "/lank/{link_reset}", act=filled_in("main form", new_password="kort")),
    Rendering("link-confirm", "/lank/{link_confirm}"),
    Rendering("link-invitation", "/lank/{link_accept_invitation}"),
    Rendering("link-expired", "/lank/finns-inte", status=410),
    Rendering("forgot", "/glomt-losenordet"),
    Rendering("forgot-errors", "/glomt-losenordet", act=nothing_filled_in("main form")),
    Rendering("register", "/skapa-konto"),
    Rendering("register-errors", "/skapa-konto", act=nothing_filled_in("main form")),
    Rendering("register-unknown", "/skapa-konto", act=filled_in("main form", name="Kim", email="kim@okant.example")),
    Rendering("register-sent", "/skapa-konto/bekrafta"),
    Rendering("sign-out", "/logga-ut", (REQUESTER,)),
    Rendering("settings", "/installningar", SIGNED_IN),
    Rendering("settings-errors", "/installningar", (REQUESTER,), nothing_filled_in("form[action$='/profil']")),
    Rendering(
        "settings-password-errors", "/installningar", (REQUESTER,), nothing_filled_in("form[action$='/losenord']")
    ),
    Rendering("colleagues", "/kolleger", (CONTACT,)),
    Rendering("people", "/admin/anvandare", (ADMINISTRATOR,)),
    Rendering("people-none", "/admin/anvandare?q=xyzzyq", (ADMINISTRATOR,)),
    Rendering("person", "/admin/anvandare/{person}", (ADMINISTRATOR,)),
    Rendering("person-closed", "/admin/anvandare/{closed_person}", (ADMINISTRATOR,)),
    Rendering("invite", "/admin/anvandare/bjud-in", (ADMINISTRATOR,)),
    Rendering("invite-errors", "/admin/anvandare/bjud-in", (ADMINISTRATOR,), nothing_filled_in("main form")),
)
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
    Rendering("questions-for-you", "/fragor-till-dig", (EXPERT,)),
    Rendering("guides", "/mina-guider", (EXPERT, ADVISER)),
    Rendering("guides-empty", "/mina-guider", (COORDINATOR,)),
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
    Rendering("desk-open-parts", "/arenden/{open}", (ADVISER,), all_open),
    Rendering("desk-errors", "/arenden/{open}", (ADVISER,), nothing_filled_in("#composer")),
    Rendering("desk-wait-errors", "/arenden/{open}", (ADVISER,), send_empty_inside("form[action*='/vanta']")),
    Rendering("desk-note", "/arenden/{open}", (ADVISER,), note),
    Rendering("desk-asking-back", "/arenden/{open}", (ADVISER,), asking_back),
    Rendering("desk-preview", "/arenden/{open}", (ADVISER,), preview),
    Rendering("desk-stale", "/arenden/{open}", (ADVISER,), stale),
    Rendering("close", "/arenden/{open}/avsluta", DESK),
    Rendering("close-errors", "/arenden/{open}/avsluta", (ADVISER,), nothing_filled_in("main form")),
    Rendering("close-closed", "/arenden/{closed}/avsluta", (ADVISER,)),
)
FAULTS = (
    Rendering("fault-403", "/handlaggning", (REQUESTER,), status=403),
    Rendering("fault-404", "/finns-inte", (VISITOR, ADVISER), status=404),
    *(
        Rendering(f"fault-{status}", f"/fel/{status}", is_borrowed=True, status=status)
        for status in (400, 409, 410, 413, 429, 500, 503)
    ),
    Rendering("mailbox", "/demo/post", is_borrowed=True),
    Rendering("mailbox-none", "/demo/post?till=xyzzyq", is_borrowed=True),
    Rendering("letter", "/demo/post/{letter}", act=all_open, is_borrowed=True),
)
RENDERINGS = (*OPEN_PAGES, *ACCOUNTS, *ASKING, *PORTAL, *DESK_PAGES, *FAULTS)
