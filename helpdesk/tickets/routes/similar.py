"""Articles that may answer a ticket."""

from helpdesk.domain.actor import Actor
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search.queries.found import Found, suggestions
from helpdesk.search.routes.results import KIND
from helpdesk.search.tasks import engine
from helpdesk.tickets.queries.desk import DeskPage

LONGEST = 2000
"""Characters of the question that are looked at."""


def similar_answers(actor: Actor, page: DeskPage) -> tuple[Found, ...]:
    """At most five articles that the question may be about; none while search is out of order."""
    asked = "\n".join((page.subject, *(message.text for message in page.messages[:1])))[:LONGEST]
    try:
        return suggestions(engine(), KIND, actor, asked)
    except SearchUnavailableError:
        return ()
