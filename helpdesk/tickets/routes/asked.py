"""What an adviser does with a question that an expert has: write more, or take it back."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.consultation import WithdrawForm, WriteToExpertForm
from helpdesk.tickets.operations.attach import Holder, attach
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site


def ticket_again(reference: str, consultation_id: int, refused: DomainError | None = None) -> str:  # noqa: ARG001  part of the address
    """The ticket's page with what was typed; which question it was about stands in the address."""
    return desk_view(reference, refused)


@area.action(
    "/arenden/<reference>/fragor/<int:consultation_id>/skriv", access=Permission.TICKET_CONSULT, again=ticket_again
)
def write_to_expert(reference: str, consultation_id: int) -> ResponseReturnValue:
    """Write more to the expert."""
    form, now = WriteToExpertForm(), clock.now()
    if not form.validate():
        return ticket_again(reference, consultation_id), 422
    sent = continue_consultation(
        current_actor(),
        consultation_id,
        form.typed("message"),
        reference=reference,
        new_files=form.new_files,
        tells_anyway=form.typed("tells_anyway"),
        now=now,
    )
    attach(form.uploads, Holder(message_id=sent.id), store=site().files, now=now)
    flash(gettext("Your message is sent to the expert."), "success")
    return to_ticket(reference, f"meddelande-{sent.id}")


@area.action(
    "/arenden/<reference>/fragor/<int:consultation_id>/dra-tillbaka",
    access=Permission.TICKET_CONSULT,
    again=ticket_again,
)
def withdraw_question(reference: str, consultation_id: int) -> ResponseReturnValue:
    """Take the question back."""
    form = WithdrawForm()
    if not form.validate():
        return ticket_again(reference, consultation_id), 422
    withdraw_consultation(
        current_actor(),
        consultation_id,
        form.typed("reason"),
        reference=reference,
        promise=site().promise,
        now=clock.now(),
    )
    flash(gettext("The question is withdrawn. The expert no longer sees it."), "success")
    return to_ticket(reference)
