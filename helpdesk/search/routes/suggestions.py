"""What may answer a question while it is written."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search.queries.found import suggestions
from helpdesk.search.routes.area import area
from helpdesk.search.routes.results import KIND
from helpdesk.search.tasks import engine
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean

LONGEST = 5000
"""Characters of the text that are looked at."""


@area.lookup("/sok/forslag", access=Permission.ARTICLE_READ)
def suggest() -> ResponseReturnValue:
    """Show at most five articles that the text may be about: a part of a page, empty where nothing is near."""
    text = "\n".join(clean(request.form.get(name)) for name in ("subject", "text"))[:LONGEST]
    try:
        found = suggestions(engine(), KIND, current_actor(), text)
    except SearchUnavailableError:
        found = ()  # who writes is not disturbed
    return render_template("search/_suggestions.html", suggestions=found), 200, {"X-Partial": "1"}
