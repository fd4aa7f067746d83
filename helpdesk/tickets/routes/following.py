"""What a requester decides about their ticket: who sees it, that it is over or goes on, how good the answer was."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.lifecycle import ClosingReason, Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.following import CloseForm, RatingForm
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.rate import rate
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.share import share
from helpdesk.tickets.queries.portal import portal_page
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.portal_view import portal_view, share_form
from helpdesk.tickets.routes.ticket import show_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site


@area.action("/arenden/<reference>/dela", access=Permission.TICKET_SHARE, again=portal_view)
def share_ticket(reference: str) -> ResponseReturnValue:
    """Choose who of one's colleagues sees the ticket."""
    actor, now = current_actor(), clock.now()
    form = share_form(portal_page(actor, reference, language=chosen_language(), now=now))
    if not form.validate():
        return portal_view(reference, sent=form), 422
    sharing = Sharing(form.typed("sharing"))
    share(actor, reference, sharing, named=form.typed("named"), address=form.typed("address"), now=now)
    return _done(reference, gettext("It is saved who may see the ticket."))


@area.action("/arenden/<reference>/klart", access=Permission.TICKET_CLOSE, again=portal_view)
def close_own_ticket(reference: str) -> ResponseReturnValue:
    """Close a ticket of one's own."""
    form = CloseForm()
    if not form.validate():
        return portal_view(reference, sent=form), 422
    close(current_actor(), reference, ClosingReason(form.typed("reason")), now=clock.now())
    return _done(reference, gettext("The ticket is closed."))


@area.action("/arenden/<reference>/oppna-igen", access=Permission.TICKET_REOPEN, again=show_ticket)
def reopen_ticket(reference: str) -> ResponseReturnValue:
    """Open a closed ticket again."""
    reopen(current_actor(), reference, promise=site().promise, now=clock.now())
    return _done(reference, gettext("The ticket is open again."))


@area.action("/arenden/<reference>/betyg", access=Permission.TICKET_RATE, again=portal_view)
def rate_ticket(reference: str) -> ResponseReturnValue:
    """Say how good the answer was."""
    form = RatingForm()
    if not form.validate():
        return portal_view(reference, sent=form), 422
    rate(current_actor(), reference, int(form.typed("rating")), form.typed("comment"), now=clock.now())
    return _done(reference, gettext("Thank you, we have your opinion."))


def _done(reference: str, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("tickets.show_ticket", reference=reference), 303)
