"""A contact says who works in the own municipality."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.operations.confirm_municipality import confirm_municipality, unconfirm_municipality
from helpdesk.accounts.queries.colleagues import colleague_list
from helpdesk.accounts.routes.area import area
from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import current_actor


@area.page("/kolleger", access=Permission.ACCOUNT_CONFIRM)
def list_colleagues(refused: DomainError | None = None) -> str:
    """Show who says that they work in the municipality, and who is known to."""
    return render_template("accounts/list_colleagues.html", page=colleague_list(current_actor()), refused=refused)


def list_colleagues_again(id_: int, refused: DomainError | None = None) -> str:  # noqa: ARG001  the route's own value
    """Show the list with what could not be done."""
    return list_colleagues(refused)


@area.action("/kolleger/<int:id_>/bekrafta", access=Permission.ACCOUNT_CONFIRM, again=list_colleagues_again)
def confirm_colleague(id_: int) -> ResponseReturnValue:
    """Confirm that the person works in the contact's municipality."""
    confirm_municipality(current_actor(), id_, current_actor().municipality or "", now=clock.now())
    flash(gettext("Confirmed. The person can now see what colleagues share with the municipality."), "success")
    return redirect(url_for("accounts.list_colleagues"), 303)


@area.action("/kolleger/<int:id_>/angra", access=Permission.ACCOUNT_CONFIRM, again=list_colleagues_again)
def unconfirm_colleague(id_: int) -> ResponseReturnValue:
    """Take the confirmation back."""
    unconfirm_municipality(current_actor(), id_, now=clock.now())
    flash(gettext("The confirmation is taken back."), "success")
    return redirect(url_for("accounts.list_colleagues"), 303)
