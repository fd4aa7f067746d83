"""How the pages of the mailroom look: letters that wait, whole letters, mailboxes and quarantine, and a ticket that came by mail."""

from tests.journeys.rendering import (
    ADMINISTRATOR,
    ADVISER,
    COORDINATOR,
    DESK,
    Rendering,
    all_open,
    send_empty_inside,
)

HELD, WHOLE, BOXES = "/handlaggning/post", "/handlaggning/brev", "/admin/brevlador"
MAILROOM = (
    Rendering("held-letters", HELD, DESK),
    Rendering("held-letter", f"{HELD}/{{held_letter}}", (ADVISER,), all_open),
    Rendering(
        "held-letter-errors",
        f"{HELD}/{{personal_letter}}",
        (ADVISER,),
        send_empty_inside("form[action$='/lagg-till']"),
    ),
    Rendering("held-letter-own", f"{HELD}/{{personal_letter}}", (ADVISER,)),
    Rendering("held-letter-masked", f"{HELD}/{{personal_letter}}", (COORDINATOR,)),
    Rendering("whole-letter", f"{WHOLE}/{{kept_letter}}", DESK),
    Rendering("whole-letter-withheld", f"{WHOLE}/{{personal_letter}}", (COORDINATOR,)),
    Rendering("whole-letter-aside", f"{WHOLE}/{{aside_letter}}", DESK),
    Rendering("whole-letter-quarantined", f"{WHOLE}/{{quarantined_letter}}", DESK),
    Rendering("mailboxes", BOXES, (ADMINISTRATOR,)),
    Rendering("quarantined-letter", f"{BOXES}/karantan/{{quarantined_letter}}", (ADMINISTRATOR,)),
    Rendering("ticket-by-mail", "/arenden/{mail_ticket}", (ADVISER,)),
)
