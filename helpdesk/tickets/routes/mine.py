"""The lists of those who ask."""

from flask import render_template, request, url_for
from flask_babel import gettext

from helpdesk.domain.errors import N_, HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import paging
from helpdesk.kit.paging import BadCursorError, Cursor
from helpdesk.tickets.forms import words
from helpdesk.tickets.queries.mine import View, my_counts, my_tickets
from helpdesk.tickets.routes.area import area
from helpdesk.web.actor import current_actor

NAMES = {View.MINE: N_("Mine"), View.NAMED: N_("Shared with me"), View.HOME: N_("My municipality")}


@area.page("/mina-arenden", access=Permission.TICKET_FOLLOW)
def list_my_tickets() -> str:
    """Show the reader's own tickets (`?vy=`: those shared with them by name, or with their municipality)."""
    actor, view = current_actor(), _view()
    try:
        page = my_tickets(actor, view, _cursor())
    except BadCursorError:
        raise HiddenError from None
    counts = my_counts(actor)
    shown = [each for each in View if each is not View.HOME or actor.municipality is not None]
    return render_template(
        "tickets/list_my_tickets.html",
        page=page,
        view=view,
        tabs=[(gettext(NAMES[each]), _address(each), counts[each], each is view) for each in shown],
        earlier=_address(view, page.earlier) if page.earlier else None,
        later=_address(view, page.later) if page.later else None,
        words=words,
    )


def _view() -> View:
    try:
        return View(request.args.get("vy", View.MINE))
    except ValueError:
        raise HiddenError from None


def _cursor() -> Cursor | None:
    text = request.args.get("sida")
    return paging.decode(text) if text else None


def _address(view: View, cursor: str | None = None) -> str:
    return url_for("tickets.list_my_tickets", vy=None if view is View.MINE else view.value, sida=cursor)
