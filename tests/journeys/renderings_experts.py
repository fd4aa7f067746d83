"""How the pages around experts look: who can help, questions to them, teams, canned replies."""

from playwright.sync_api import Page, expect

from helpdesk.domain.consultation import ConsultationState
from tests.journeys.rendering import (
    ADVISER,
    COORDINATOR,
    DESK,
    EXPERT,
    Rendering,
    all_open,
    nothing_filled_in,
    pressed,
    send_empty_inside,
)

NEW_EXPERT, UNCONFIRMED, AWAY = "new_expert", "unconfirmed_expert", "expert_away"
ASK = "form.consult"
ANSWER = "form[action$='/svara']"


def other_topic(page: Page) -> None:
    """The ranking by another topic than the ticket's own."""
    page.locator("#title").fill("Nycklar")
    page.locator("#topic").select_option("HEM-1")
    page.get_by_role("button", name="Visa experter").click()
    expect(page.locator("#experts").get_by_text("Erik Norberg").first).to_be_visible()


def tell_who_asks(page: Page) -> None:
    """Hide the asker, and yet share and write what says who it is: warned, and asked once more."""
    page.locator("[name=who]").first.check()
    page.locator("#title").fill("Larm")
    page.locator("#text").fill("Hur gör ni i kommunen?")
    page.locator("[name=hides_asker]").check()
    for each in page.locator("[name=messages]").all():
        each.check()
    page.locator("form.consult .button-row button").last.click()
    expect(page.locator("main")).to_be_visible()


def preview(page: Page) -> None:
    """An expert's answer as the reader will see it."""
    page.locator("#text").fill("## Så gör vi\n\n1. **Prova** varje månad\n2. Skriv upp\n\n> Det tar tio minuter.")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.locator("#preview strong")).to_be_visible()


STAFF = (
    Rendering("experts", "/experter", (COORDINATOR, ADVISER, EXPERT)),
    Rendering("experts-filtered", "/experter?amne=LAR-1&kommun=0880", (ADVISER,)),
    Rendering("experts-none", "/experter?amne=LAK-1&kommun=2518", (ADVISER,)),
    Rendering("experts-list", "/experter?vy=experter", (COORDINATOR, EXPERT)),
    Rendering("experts-list-none", "/experter?vy=experter&amne=LAK-1&kommun=2518", (ADVISER,)),
    Rendering("experts-gaps", "/experter?vy=utan-expert", (ADVISER,)),
    Rendering("expert", "/experter/{helping_expert}", (COORDINATOR, ADVISER, EXPERT)),
    Rendering("expert-open-parts", "/experter/{away_expert}", (COORDINATOR,), all_open),
    Rendering("expert-away", "/experter/{away_expert}", (ADVISER,)),
    Rendering("expert-ran-out", "/experter/{ran_out_expert}", (COORDINATOR, ADVISER)),
    Rendering("expert-bare", "/experter/{bare_expert}", (COORDINATOR,)),
    Rendering("expert-topic", "/experter/{helping_expert}?amne=LAR-3", (COORDINATOR,)),
    Rendering(
        "expert-errors", "/experter/{helping_expert}", (COORDINATOR,), nothing_filled_in("form[action$='/amnen']")
    ),
    Rendering(
        "expert-hours-errors",
        "/experter/{helping_expert}",
        (COORDINATOR,),
        nothing_filled_in("form[action$='/timmar']"),
    ),
    Rendering(
        "expert-absence-errors",
        "/experter/{helping_expert}",
        (COORDINATOR,),
        send_empty_inside("form[action$='/franvaro']"),
    ),
    Rendering("my-expertise", "/min-expertis", (EXPERT,)),
    Rendering("my-expertise-month", "/min-expertis?manad=2026-09", (EXPERT,)),
    Rendering("my-expertise-new", "/min-expertis", (NEW_EXPERT,)),
    Rendering("my-expertise-errors", "/min-expertis", (EXPERT,), nothing_filled_in("form[action$='/amnen']")),
    Rendering("my-expertise-time-errors", "/min-expertis", (EXPERT,), nothing_filled_in("form[action$='/tid']")),
    Rendering("absence", "/franvaro", (AWAY, ADVISER)),
    Rendering("absence-none", "/franvaro", (NEW_EXPERT,)),
    Rendering("absence-errors", "/franvaro", (EXPERT,), nothing_filled_in("form[action$='/franvaro']")),
    Rendering("teams", "/team", (COORDINATOR,)),
    Rendering("team", "/team/{team}", (COORDINATOR,)),
    Rendering("team-archived", "/team/{archived_team}", (COORDINATOR,)),
    Rendering("team-errors", "/team/{team}", (COORDINATOR,), nothing_filled_in("main form")),
    Rendering("team-new", "/team/nytt", (COORDINATOR,)),
    Rendering("team-new-errors", "/team/nytt", (COORDINATOR,), nothing_filled_in("main form")),
)
CONSULTING = (
    Rendering("consult", "/arenden/{open}/fraga-modellkommun", DESK),
    Rendering("consult-open-parts", "/arenden/{open}/fraga-modellkommun", (ADVISER,), all_open),
    Rendering("consult-topic", "/arenden/{open}/fraga-modellkommun", (ADVISER,), other_topic),
    Rendering(
        "consult-errors", "/arenden/{open}/fraga-modellkommun", (ADVISER,), nothing_filled_in(ASK, "Skicka till")
    ),
    Rendering("consult-tells", "/arenden/{consulted_twice}/fraga-modellkommun", (ADVISER,), tell_who_asks),
    Rendering("consult-closed", "/arenden/{closed}/fraga-modellkommun", (ADVISER,)),
    *(
        Rendering(f"desk-question-{state.value}", f"/arenden/{{consulted_{state.value}}}", (ADVISER,))
        for state in ConsultationState
    ),
    Rendering("desk-questions-open-parts", "/arenden/{consulted_twice}", (ADVISER,), all_open),
    Rendering(
        "desk-question-write-errors",
        "/arenden/{consulted_accepted}",
        (ADVISER,),
        send_empty_inside("form[action$='/skriv']"),
    ),
)
ASKED = (
    Rendering("questions-for-you", "/fragor-till-dig", (EXPERT,)),
    Rendering("questions-for-you-none", "/fragor-till-dig", (NEW_EXPERT,)),
    *(
        Rendering(f"question-{state.value}", f"/fragor-till-dig/{{question_{state.value}}}", (f"expert_{state.value}",))
        for state in ConsultationState
    ),
    Rendering("question-for-all", "/fragor-till-dig/{question_for_all}", (EXPERT,)),
    Rendering("question-late", "/fragor-till-dig/{question_late}", (EXPERT,)),
    Rendering("question-open-parts", "/fragor-till-dig/{question_for_all}", (EXPERT,), all_open),
    Rendering("question-preview", "/fragor-till-dig/{question_late}", (EXPERT,), preview),
    Rendering("question-errors", "/fragor-till-dig/{question_late}", (EXPERT,), nothing_filled_in(ANSWER)),
    Rendering(
        "question-decline-errors",
        "/fragor-till-dig/{question_late}",
        (EXPERT,),
        send_empty_inside("form[action$='/tacka-nej']"),
    ),
)
REPLIES = (
    Rendering("replies", "/svarsmallar", DESK),
    Rendering("replies-open-parts", "/svarsmallar", (ADVISER,), all_open),
    Rendering("reply-new", "/svarsmallar/ny", (ADVISER,)),
    Rendering("reply-new-errors", "/svarsmallar/ny", (ADVISER,), nothing_filled_in("main form")),
    Rendering("reply", "/svarsmallar/{reply}", (ADVISER,)),
    Rendering("reply-open-parts", "/svarsmallar/{reply}", (ADVISER,), all_open),
    Rendering(
        "reply-preview",
        "/svarsmallar/{reply}",
        (ADVISER,),
        pressed("main button:has-text('Förhandsgranska')", "#preview .text"),
    ),
    Rendering("reply-archived", "/svarsmallar/{archived_reply}", (ADVISER,)),
)
EXPERTS = (*STAFF, *CONSULTING, *ASKED, *REPLIES)
