"""What the desk settles beside a ticket: who else sees it, which tickets it has to do with, the time it took, a dead address."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.beside import InvolveForm, LinkForm, TimeSpentForm
from helpdesk.tickets.operations.involve import involve
from helpdesk.tickets.operations.link_tickets import link_tickets
from helpdesk.tickets.operations.spend_time import spend_time
from helpdesk.tickets.operations.strike_time_spent import strike_time_spent
from helpdesk.tickets.operations.try_address_again import try_address_again as try_again
from helpdesk.tickets.operations.uninvolve import uninvolve
from helpdesk.tickets.operations.unlink_tickets import unlink_tickets
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import one_line
from helpdesk.web.site import site

SEEN_BY, RELATED, TIME = "vem-ser", "hor-ihop", "tid"
"""Where the parts stand on the page."""


@area.action("/arenden/<reference>/foljare", access=Permission.TICKET_INVOLVE, again=desk_view)
def involve_colleague(reference: str) -> ResponseReturnValue:
    """Let a colleague of the requester see the ticket."""
    form = InvolveForm()
    if not form.validate():
        return desk_view(reference), 422
    involve(current_actor(), reference, form.typed("address"), now=clock.now())
    flash(gettext("The colleague sees the ticket and is told so. The requester sees that you added them."), "success")
    return to_ticket(reference, SEEN_BY)


@area.action("/arenden/<reference>/foljare/ta-bort", access=Permission.TICKET_INVOLVE, again=desk_view)
def uninvolve_colleague(reference: str) -> ResponseReturnValue:
    """Take it back."""
    uninvolve(current_actor(), reference, _id_in("account"), now=clock.now())
    flash(gettext("The colleague no longer sees the ticket."), "success")
    return to_ticket(reference, SEEN_BY)


@area.action("/arenden/<reference>/hor-ihop", access=Permission.TICKET_LINK, again=desk_view)
def link_ticket(reference: str) -> ResponseReturnValue:
    """Say that the ticket has to do with another one."""
    form = LinkForm()
    if not form.validate():
        return desk_view(reference), 422
    link_tickets(current_actor(), reference, form.typed("other"), prefix=site().reference_prefix, now=clock.now())
    flash(gettext("The two tickets are linked."), "success")
    return to_ticket(reference, RELATED)


@area.action("/arenden/<reference>/hor-ihop/ta-bort", access=Permission.TICKET_LINK, again=desk_view)
def unlink_ticket(reference: str) -> ResponseReturnValue:
    """Part the two again."""
    unlink_tickets(current_actor(), reference, one_line(request.form.get("other")), now=clock.now())
    flash(gettext("The two tickets are no longer linked."), "success")
    return to_ticket(reference, RELATED)


@area.action("/arenden/<reference>/tid", access=Permission.TICKET_TIME, again=desk_view)
def log_ticket_time(reference: str) -> ResponseReturnValue:
    """Write down the time that the ticket took."""
    form = TimeSpentForm()
    if not form.validate():
        return desk_view(reference), 422
    spend_time(current_actor(), reference, form.spent(), now=clock.now())
    flash(gettext("The time is written down."), "success")
    return to_ticket(reference, TIME)


@area.action("/arenden/<reference>/tid/stryk", access=Permission.TICKET_TIME, again=desk_view)
def strike_ticket_time(reference: str) -> ResponseReturnValue:
    """Take away a line of one's own."""
    strike_time_spent(current_actor(), reference, _id_in("line"), now=clock.now())
    flash(gettext("The time is struck out."), "success")
    return to_ticket(reference, TIME)


@area.action("/arenden/<reference>/adress/igen", access=Permission.TICKET_ANSWER, again=desk_view)
def try_address_again(reference: str) -> ResponseReturnValue:
    """Let letters go again to the address of the requester, or of whom the button names."""
    account_id = _id_in("account") if "account" in request.form else None
    try_again(current_actor(), reference, account_id, now=clock.now())
    flash(
        gettext("The next letter is sent to the address again. What was not delivered stands here on the web."),
        "success",
    )
    return to_ticket(reference)


def _id_in(field: str) -> int:
    """The id that a button sends; 0, which nothing has, where it was tampered with."""
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
