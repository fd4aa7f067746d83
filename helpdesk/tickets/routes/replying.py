"""Reply: what one of those who ask writes on a ticket."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain import access
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.kit import clock
from helpdesk.tickets.forms.fields import refuse_files, uploads
from helpdesk.tickets.forms.reply import ReplyForm
from helpdesk.tickets.operations.attach import Holder, attach, sort_out
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.save_reply_draft import forget_reply_draft, save_reply_draft
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.portal_view import portal_view
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean
from helpdesk.web.site import site


@area.action("/arenden/<reference>/svar", access=Permission.TICKET_REPLY, again=portal_view)
def reply_to_ticket(reference: str) -> ResponseReturnValue:
    """Send the reply with its files; where one of the files can't be taken, nothing is sent."""
    form, now = ReplyForm(), clock.now()
    is_valid = form.validate()
    taken, refused = sort_out(uploads(form.files.data))
    refuse_files(form.files, refused)
    if not is_valid or refused:
        return portal_view(reference, sent=form), 422
    message = reply(current_actor(), reference, form.typed("text"), promise=site().promise, now=now)
    attach(taken, Holder(message_id=message.id), store=site().files, now=now)
    forget_reply_draft(message.ticket_id, message.author_id)
    flash(gettext("Your message is sent."), "success")
    return redirect(url_for("tickets.show_ticket", reference=reference), 303)


@area.action("/arenden/<reference>/svar/utkast", access=Permission.TICKET_REPLY)
def keep_reply(reference: str) -> ResponseReturnValue:
    """Keep what has been typed so far: sent by the page itself while somebody writes."""
    if access.may_ever(current_actor(), Permission.TICKET_NOTE):
        raise HiddenError  # the desk has a draft of its own, which may be an internal note
    text = clean(request.form.get("text"))[:50_000]
    if personal_numbers(text):
        return "", 422
    save_reply_draft(current_actor(), reference, text, now=clock.now())
    return "", 204
