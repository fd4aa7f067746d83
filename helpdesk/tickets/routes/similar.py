"""Articles that may answer a ticket."""

from helpdesk.domain.actor import Actor
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search.queries.found import Found, suggestions
from helpdesk.search.routes.results import KIND
from helpdesk.search.tasks import engine
from helpdesk.tickets.queries.desk import DeskPage

LONGEST = 2000
"""Characters of the question that are looked at."""


def asked_in(page: DeskPage) -> tuple[str, str]:
    """The question of a ticket whose page stands: its subject and its first message."""
    return page.subject, page.messages[0].text if page.messages else ""


def similar_answers(actor: Actor, subject: str, text: str) -> tuple[Found, ...]:
    """At most five articles that the question may be about; none while search is out of order."""
    try:
        return suggestions(engine(), KIND, actor, f"{subject}\n{text}"[:LONGEST])
    except SearchUnavailableError:
        return ()
