"""What an adviser settles about a ticket: who handles it, what it is about, whether it waits, when it ends."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.handling import CloseForm, WaitForm
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.classify import classify
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.release import release
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.wait import wait
from helpdesk.tickets.operations.wake import wake
from helpdesk.tickets.queries.desk import desk_page
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import assign_form, classify_form, desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site


@area.action("/arenden/<reference>/ta", access=Permission.TICKET_ASSIGN, again=desk_view)
def take_ticket(reference: str) -> ResponseReturnValue:
    """Make the ticket one's own."""
    take(current_actor(), reference, seen_version=SeenForm().seen_version, now=clock.now())
    flash(gettext("The ticket is yours."), "success")
    return to_ticket(reference)


@area.action("/arenden/<reference>/slapp", access=Permission.TICKET_RELEASE, again=desk_view)
def release_ticket(reference: str) -> ResponseReturnValue:
    """Put the ticket back among the new ones."""
    release(current_actor(), reference, seen_version=SeenForm().seen_version, now=clock.now())
    flash(gettext("The ticket is among the new ones again."), "success")
    return to_ticket(reference)


@area.action("/arenden/<reference>/tilldela", access=Permission.TICKET_ASSIGN, again=desk_view)
def assign_ticket(reference: str) -> ResponseReturnValue:
    """Give the ticket to somebody."""
    form = assign_form(None, is_sent=True)
    if not form.validate():
        return desk_view(reference), 422
    assign(current_actor(), reference, form.typed("owner"), seen_version=form.seen_version, now=clock.now())
    flash(gettext("The ticket has a new handler."), "success")
    return to_ticket(reference)


@area.action("/arenden/<reference>/klassa", access=Permission.TICKET_CLASSIFY, again=desk_view)
def classify_ticket(reference: str) -> ResponseReturnValue:
    """Say what the ticket is about."""
    form = classify_form(None, is_sent=True)
    if not form.validate():
        return desk_view(reference), 422
    is_withdrawn = classify(current_actor(), reference, form.found(), seen_version=form.seen_version, now=clock.now())
    flash(gettext("The facts of the ticket are saved."), "success")
    if is_withdrawn:
        flash(
            gettext("The ticket is no longer shared: the municipality that it was shared with is another one."), "info"
        )
    return to_ticket(reference)


@area.action("/arenden/<reference>/vanta", access=Permission.TICKET_WAIT, again=desk_view)
def wait_for_other(reference: str) -> ResponseReturnValue:
    """Let the ticket wait for somebody outside."""
    form = WaitForm()
    if not form.validate():
        return desk_view(reference), 422
    wait(
        current_actor(),
        reference,
        wake_on=form.typed("wake_on"),
        reason=form.typed("reason"),
        promise=site().promise,
        seen_version=form.seen_version,
        now=clock.now(),
    )
    flash(gettext("The ticket waits."), "success")
    return to_ticket(reference)


@area.action("/arenden/<reference>/vack", access=Permission.TICKET_WAIT, again=desk_view)
def wake_ticket(reference: str) -> ResponseReturnValue:
    """End the wait."""
    wake(current_actor(), reference, promise=site().promise, now=clock.now())
    flash(gettext("The ticket is in progress again."), "success")
    return to_ticket(reference)


@area.action("/arenden/<reference>/oppna", access=Permission.TICKET_HANDLE, again=desk_view)
def reopen_handled_ticket(reference: str) -> ResponseReturnValue:
    """Open a closed ticket again."""
    reopen(current_actor(), reference, promise=site().promise, now=clock.now())
    flash(gettext("The ticket is in progress again."), "success")
    return to_ticket(reference)


@area.page("/arenden/<reference>/avsluta", access=Permission.TICKET_HANDLE)
def close_ticket(reference: str, refused: DomainError | None = None) -> str:
    """Ask why, and say what happens then."""
    page = desk_page(current_actor(), reference, language=chosen_language(), now=clock.now())
    form = CloseForm()
    if request.method == "POST":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    form.saw(page.version, page.last_event_at)
    return render_template(
        "tickets/close_ticket.html",
        page=page,
        form=form,
        refused=None if isinstance(refused, InputError) else refused,
        fran=request.args.get("fran"),
    )


@area.action("/arenden/<reference>/avsluta", access=Permission.TICKET_HANDLE, again=close_ticket)
def close_ticket_now(reference: str) -> ResponseReturnValue:
    """Close the ticket."""
    form = CloseForm()
    if not form.validate():
        return close_ticket(reference), 422
    close(
        current_actor(),
        reference,
        ClosingReason(form.typed("reason")),
        seen_version=form.seen_version,
        handed_over_to=form.typed("handed_over_to"),
        now=clock.now(),
    )
    flash(gettext("The ticket is closed."), "success")
    return to_ticket(reference)
