"""How the pages look with which the desk keeps its tickets in order: tags, many at once, saved views."""

from time import monotonic_ns

from playwright.sync_api import Page, expect

from tests.journeys.rendering import ADVISER, COORDINATOR, DESK, Rendering, filled_in, nothing_filled_in

MANY = "/handlaggning/flera?arende={open}&arende={new}&arende={closed}"


def choose_all(page: Page) -> None:
    """Every box of the page is ticked."""
    page.locator("[data-choose-all]").click()
    expect(page.locator("[name=arende]").first).to_be_checked()


def add_a_tag(page: Page) -> None:
    """Tags are added to many, which can be undone."""
    page.locator("#tags").fill(f"prov {monotonic_ns()}")  # each look adds another: the same one would change nothing
    page.locator("form[method=post] .button-row button").click()
    expect(page.locator("form.undo")).to_be_visible()


def change_tags(page: Page) -> None:
    """The field for tags on a ticket, with too many in it."""
    part = page.locator("details:has(#tags)")
    part.locator("summary").click()
    part.locator("#tags").fill(", ".join(str(number) for number in range(11)))
    part.locator("button").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()


TAGS = (
    Rendering("tags", "/handlaggning/etiketter", (COORDINATOR,)),
    Rendering("tag", "/handlaggning/etiketter/{tag}", (COORDINATOR,)),
    Rendering("tag-archived", "/handlaggning/etiketter/{archived_tag}", (COORDINATOR,)),
    Rendering("tag-errors", "/handlaggning/etiketter/{tag}", (COORDINATOR,), nothing_filled_in("main form")),
    Rendering(
        "tag-merge", "/handlaggning/etiketter/{tag}", (COORDINATOR,), filled_in("main form", name="Gammal etikett")
    ),
    Rendering("desk-tags-errors", "/arenden/{open}", (ADVISER,), change_tags),
    Rendering("queue-tagged", "/handlaggning?vy=alla&etikett=integritet", DESK),
)
BULK = (
    Rendering("queue-chosen", "/handlaggning", (ADVISER,), choose_all),
    Rendering("many-assign", f"{MANY}&gor=tilldela", (ADVISER,)),
    Rendering("many-tag", f"{MANY}&gor=etikett", (ADVISER,)),
    Rendering("many-close", f"{MANY}&gor=avsluta", DESK),
    Rendering("many-close-errors", f"{MANY}&gor=avsluta", (ADVISER,), nothing_filled_in("form[action*='/flera']")),
    Rendering("many-none", "/handlaggning/flera", (ADVISER,)),
    Rendering("many-undo", f"{MANY}&gor=etikett", (ADVISER,), add_a_tag),
)
VIEWS = (
    Rendering("views", "/handlaggning/vyer", DESK),
    Rendering("view", "/handlaggning/vyer/{own_view}", (ADVISER,)),
    Rendering("view-shared", "/handlaggning/vyer/{shared_view}", (ADVISER,)),
    Rendering("view-errors", "/handlaggning/vyer/{own_view}", (ADVISER,), nothing_filled_in("main form")),
    Rendering("view-new", "/handlaggning/vyer/ny?vy=mina&prioritet=high&q=larm", (ADVISER,)),
    Rendering("view-new-errors", "/handlaggning/vyer/ny?vy=mina", (ADVISER,), nothing_filled_in("main form")),
    Rendering("queue-saved", "/handlaggning?vy=mina&sortera=inkom&vand=1", (ADVISER,)),
)
ORDER = (*TAGS, *BULK, *VIEWS)
