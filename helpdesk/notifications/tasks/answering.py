"""What a letter says of answering it by mail: the line above which the answer is written, and what becomes of it."""

from collections.abc import Mapping

from flask_babel import gettext

from helpdesk.domain.correspondence import Answers, answers_to
from helpdesk.domain.errors import N_
from helpdesk.kit.incoming.split.marker import REPLY_MARKER_EN, REPLY_MARKER_SV
from helpdesk.web.return_addresses import are_answers_read

MARKERS: Mapping[str, str] = {"en": REPLY_MARKER_EN, "sv": REPLY_MARKER_SV}
"""By the reader's language."""
BECOMES: Mapping[Answers, str] = {
    Answers.TICKET: N_("You can answer this letter."),
    Answers.INTERNAL: N_(
        "What you answer to this letter becomes an internal note, which only those who handle tickets see."
    ),
    Answers.CONSULTATION: N_("What you answer to this letter becomes your answer to the question."),
    Answers.DIALOGUE: N_("What you answer to this letter goes to the adviser."),
}
TO_THE_DESK = frozenset({"ticket_reopened", "ticket_replied"})
"""Letters to those who handle a ticket, whose answer leaves the house."""
BECOMES_AN_ANSWER = N_("What you answer to this letter is sent to the one who asked.")


def answering(template: str, language: str) -> Mapping[str, str]:
    """What the templates of an answerable letter know of it; nothing where nobody reads what comes in."""
    if not are_answers_read():
        return {}
    becomes = BECOMES_AN_ANSWER if template in TO_THE_DESK else BECOMES[answers_to(template)]
    return {"reply_marker": MARKERS[language], "answering": gettext(becomes)}
