"""What a letter's preview is about: everything in it is invented."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask_babel import gettext

from helpdesk.domain.letters import KINDS
from helpdesk.domain.lifecycle import REOPEN_WITHIN
from helpdesk.domain.notices import is_letter_chosen
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.markup import for_mail, plain
from helpdesk.web.links import public_link
from helpdesk.web.site import site

REFERENCE, OTHER_REFERENCE = "VT-2026-000143", "VT-2026-000142"
TITLE = "Trygghetslarm vid strömavbrott"
WRITTEN = "Vem ansvarar för larmet när **strömmen** ligger nere?\n\nVi vill skriva det i avtalet."
EXPERT, ADVISER = "Maja Holm", "Robin Alm"
HAPPENED = ("ticket_reopened", "ticket_replied")
"""What the daily letter tells of."""


def sample(letter: str, language: str) -> dict[str, Any]:
    """All that the templates of letters know, of whatever kind; to be asked for within the language.

    It has every value of every kind, so that the kinds' own templates decide what is shown.
    """
    now = clock.now()
    home = public_link("pages.start")
    return {
        "lang": language,
        "site": site(),
        "home": home,
        "choices_link": public_link("notifications.show_choices") if is_letter_chosen(letter) else "",
        "first_name": "Kim",
        "link": home,
        "review_link": home,
        "public_link": home,
        "actor": ADVISER,
        "colleague": "Mira Sand",
        "new_owner": ADVISER,
        "unreached": "Kim Dahl",
        "joined_by": "",
        "parted_from": "",
        "reason": gettext("The question is solved."),
        "closes_at": now + timedelta(days=14),
        "expires_at": now + timedelta(minutes=15),
        "reopen_days": REOPEN_WITHIN.days,
        "message": {
            "author": ADVISER,
            "files": (),
            "left_out": (),
            "text": plain(WRITTEN),
            "html": for_mail(WRITTEN, base_url=home),
        },
        "ticket": SimpleNamespace(
            reference=REFERENCE, subject=TITLE, requester="Kim Dahl", due_at=now + timedelta(days=3), came_by_mail=True
        ),
        "into": SimpleNamespace(reference=OTHER_REFERENCE, subject=TITLE),
        "consultation": SimpleNamespace(
            title=TITLE,
            asked_by=ADVISER,
            expert=EXPERT,
            municipality="Storköping",
            asking_municipality="",
            answer_by=swedish_day(now) + timedelta(days=7),
            reason=gettext("The question is solved."),
        ),
        "parts": [{"name": TITLE, "link": home, "lines": [gettext(KINDS[each].name) for each in HAPPENED]}],
        "count": len(HAPPENED),
        "answered": TITLE,
        "article": SimpleNamespace(title=TITLE, author=EXPERT, review_by=swedish_day(now) + timedelta(days=30)),
    }
