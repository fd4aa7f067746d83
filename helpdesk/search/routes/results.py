"""The search page."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.correspondence import find_reference
from helpdesk.domain.permissions import Permission
from helpdesk.domain.tallies import SEARCH_WITHOUT_HIT, countable
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.search.queries.found import Results, Wish, results
from helpdesk.search.routes.area import area
from helpdesk.search.tasks import engine
from helpdesk.web.actor import current_actor, current_person
from helpdesk.web.forms import one_line
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site
from helpdesk.web.tallying import count

KIND = "article"
"""What is suggested while a question is written."""
TAB = "i"
"""Where the address says in what to search: `?i=arenden`."""
LONGEST = 200


@area.page("/sok", access=Permission.ARTICLE_READ)
def search() -> ResponseReturnValue:
    """Show what the words find; the form alone without words. A ticket's number leads a signed-in person to the ticket."""
    words = one_line(request.args.get("q"))[:LONGEST]
    if (reference := _reference(words)) and current_person():
        return redirect(url_for("tickets.show_ticket", reference=reference), 303)
    if not words:
        return render_template("search/search.html", words="", results=None, is_broken=False)
    wish = Wish(
        text=words,
        tab=request.args.get(TAB, ""),
        chosen=request.args.to_dict(),
        page=request.args.get("sida", 1, type=int),
    )
    try:
        found = results(engine(), current_actor(), wish, language=chosen_language())
    except SearchUnavailableError:
        return render_template("search/search.html", words=words, results=None, is_broken=True), 503
    _remember(words, found)
    here = {"q": words, TAB: found.tab or None, **found.chosen}
    return render_template("search/search.html", words=words, results=found, here=here, is_broken=False)


def _remember(words: str, found: Results) -> None:
    """Count words for which the knowledge base has nothing: what people miss in their tickets is their own."""
    if not found.tab and not found.in_all and (counted := countable(words)):
        count(SEARCH_WITHOUT_HIT, counted)


def _reference(words: str) -> str | None:
    """The ticket's number when the words are one of ours and nothing else."""
    found = find_reference(words)
    is_ours = found == words.upper() and words.upper().startswith(f"{site().reference_prefix}-")
    return found if is_ours else None
