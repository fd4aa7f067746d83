"""When somebody who helps is away, and who takes over."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.staff.operations.cancel_absence import cancel_absence
from helpdesk.staff.operations.plan_absence import plan_absence
from helpdesk.staff.queries.absence import absences_of
from helpdesk.staff.routes.area import area
from helpdesk.staff.routes.own import own_id
from helpdesk.staff.routes.parts import absence_form, faulty
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm


@area.page("/franvaro", access=Permission.ABSENCE_OWN)
def list_absence(refused: DomainError | None = None) -> str:
    """Show one's own absences to come, and a form for another."""
    account_id = own_id(current_actor())
    form = absence_form(account_id)
    wrong = faulty(refused, form)
    return render_template(
        "staff/list_absence.html",
        form=form,
        button_form=HouseForm(formdata=None),
        absences=absences_of(account_id, today=swedish_day(clock.now())),
        refused=None if wrong else refused,
    )


@area.action("/franvaro", access=Permission.ABSENCE_OWN, again=list_absence)
def save_absence() -> ResponseReturnValue:
    """Write down days away."""
    actor = current_actor()
    form = absence_form(own_id(actor))
    if form.errors:
        return list_absence(), 422
    plan_absence(actor, own_id(actor), form.plan(), now=clock.now())
    return _done(gettext("The absence is saved."))


@area.action("/franvaro/<int:absence_id>/ta-bort", access=Permission.ABSENCE_OWN)
def remove_absence(absence_id: int) -> ResponseReturnValue:
    """Take back days away, or end them."""
    actor = current_actor()
    cancel_absence(actor, own_id(actor), absence_id, now=clock.now())
    return _done(gettext("The absence is removed."))


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("staff.list_absence"), 303)
