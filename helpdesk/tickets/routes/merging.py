"""Merging: a ticket goes on in another one, and by itself again."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.beside import MergeForm
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site


@area.action("/arenden/<reference>/sla-ihop", access=Permission.TICKET_HANDLE, again=desk_view)
def merge_ticket(reference: str) -> ResponseReturnValue:
    """Let the ticket go on in another one."""
    form = MergeForm()
    if not form.validate():
        return desk_view(reference), 422
    into = merge_tickets(
        current_actor(),
        reference,
        form.typed("merge_into"),
        prefix=site().reference_prefix,
        promise=site().promise,
        seen_version=form.seen_version,
        now=clock.now(),
    )
    flash(
        gettext("The ticket is merged with %(number)s. What is written about it lands there.", number=into), "success"
    )
    return to_ticket(reference)


@area.action("/arenden/<reference>/sla-isar", access=Permission.TICKET_HANDLE, again=desk_view)
def unmerge_ticket(reference: str) -> ResponseReturnValue:
    """Let the ticket go on by itself again."""
    unmerge_tickets(current_actor(), reference, promise=site().promise, now=clock.now())
    flash(gettext("The ticket goes on by itself again."), "success")
    return to_ticket(reference)
