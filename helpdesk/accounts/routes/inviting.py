"""Invite a person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.forms.administration import InviteForm
from helpdesk.accounts.forms.fields import offer
from helpdesk.accounts.operations import invite as operation
from helpdesk.accounts.routes.area import area
from helpdesk.directory.queries.municipalities import municipality_options
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import current_actor


@area.page("/admin/anvandare/bjud-in", access=Permission.ACCOUNT_INVITE)
def invite(refused: DomainError | None = None) -> str:
    """Show the form, with what is wrong where it was sent."""
    form = _form()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template("accounts/invite.html", form=form)


@area.action("/admin/anvandare/bjud-in", access=Permission.ACCOUNT_INVITE, again=invite)
def send_invitation() -> ResponseReturnValue:
    """Make the account and mail the invitation."""
    form = _form()
    if not form.validate():
        return render_template("accounts/invite.html", form=form), 422
    id_ = operation.invite(current_actor(), form.newcomer(), now=clock.now())
    flash(gettext("The invitation is on its way."), "success")
    return redirect(url_for("accounts.show_account", id_=id_), 303)


def _form() -> InviteForm:
    form = InviteForm()
    offer(form.municipality, gettext("No municipality"), municipality_options())
    return form
