"""Every page in each of its renderings: who opens which address, and what they do there before it is looked at."""

from tests.journeys.rendering import (
    ADMINISTRATOR,
    ADVISER,
    CONTACT,
    ENGLISH,
    EVERYBODY,
    REQUESTER,
    SIGNED_IN,
    VISITOR,
    Rendering,
    all_open,
    filled_in,
    nothing_filled_in,
)
from tests.journeys.renderings_articles import ARTICLES
from tests.journeys.renderings_beside import BESIDE
from tests.journeys.renderings_experts import EXPERTS
from tests.journeys.renderings_mailroom import MAILROOM
from tests.journeys.renderings_merged import MERGED
from tests.journeys.renderings_notices import NOTICES
from tests.journeys.renderings_order import ORDER
from tests.journeys.renderings_out import OUT
from tests.journeys.renderings_register import REGISTER
from tests.journeys.renderings_reports import REPORTS
from tests.journeys.renderings_settings import ADMINISTRATION
from tests.journeys.renderings_tickets import ASKING, DESK_PAGES, PORTAL

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
RENDERINGS = (
    *OPEN_PAGES,
    *ADMINISTRATION,
    *ACCOUNTS,
    *ASKING,
    *PORTAL,
    *DESK_PAGES,
    *BESIDE,
    *MERGED,
    *ORDER,
    *EXPERTS,
    *MAILROOM,
    *ARTICLES,
    *NOTICES,
    *OUT,
    *REGISTER,
    *REPORTS,
    *FAULTS,
)
