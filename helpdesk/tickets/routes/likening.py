"""Articles that may answer a ticket, beside it: looked for once its page stands, so that nobody waits for the search."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.tickets.queries.opening import opening_of
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view
from helpdesk.tickets.routes.similar import similar_answers
from helpdesk.web.actor import current_actor


@area.page("/arenden/<reference>/liknande", access=Permission.QUEUE_READ)
def show_similar(reference: str) -> ResponseReturnValue:
    """Show them: as a part for the script, else as the whole page of the ticket with them on it."""
    if request.headers.get("HX-Request"):
        actor = current_actor()
        similar = similar_answers(actor, *opening_of(actor, reference))
        part = render_template(
            "tickets/_similar.html", similar=similar, reference=reference, fran=request.args.get("fran")
        )
        return part, 200, {"X-Partial": "1"}
    return desk_view(reference)
