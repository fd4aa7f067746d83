"""A question that somebody asked by telephone, letter or face to face becomes a ticket."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.queries.municipalities import municipality_options
from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.register import Offered, RegisterForm
from helpdesk.tickets.operations.attach import MOST_FILES, Holder, attach
from helpdesk.tickets.operations.register import register
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.selects import indented
from helpdesk.web.site import site


@area.page("/handlaggning/nytt", access=Permission.TICKET_REGISTER)
def register_ticket(refused: DomainError | None = None) -> str:
    """Show the form, or what was typed in it and why it was refused."""
    form = _form()
    if request.method == "POST":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
        refused = None
    return render_template("tickets/register_ticket.html", form=form, refused=refused, most_files=MOST_FILES)


@area.action("/handlaggning/nytt", access=Permission.TICKET_REGISTER, again=register_ticket)
def register_ticket_now() -> ResponseReturnValue:
    """Open the ticket, with its files, and go to it."""
    form, now = _form(), clock.now()
    if not form.validate():
        return register_ticket(), 422
    registered = register(
        current_actor(),
        form.asker(),
        form.question(),
        answered=form.typed("answer"),
        prefix=site().reference_prefix,
        promise=site().promise,
        now=now,
    )
    attach(form.uploads, Holder(message_id=registered.question.id), store=site().files, now=now)
    flash(gettext("The ticket is registered. We have sent a letter about it to the one who asks."), "success")
    return to_ticket(registered.ticket.reference)


def _form() -> RegisterForm:
    return RegisterForm(Offered(municipality_options(), list(indented(topic_options(chosen_language())))))
