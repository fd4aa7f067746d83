"""People and roles, for administrators."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.forms.administration import PeopleForm, RolesForm, WorkplaceForm
from helpdesk.accounts.forms.fields import offer, role_names
from helpdesk.accounts.forms.words import described
from helpdesk.accounts.operations.change_roles import change_roles
from helpdesk.accounts.operations.close import close, reopen
from helpdesk.accounts.operations.confirm_municipality import confirm_municipality, unconfirm_municipality
from helpdesk.accounts.operations.invite import invite_again
from helpdesk.accounts.queries.administration import AccountPage, account_list, account_page
from helpdesk.accounts.routes.area import area
from helpdesk.directory.queries.municipalities import municipality_options
from helpdesk.domain.errors import DomainError, HiddenError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock, paging
from helpdesk.web.actor import current_actor


@area.page("/admin/anvandare", access=Permission.ACCOUNT_ADMINISTER)
def list_accounts() -> str:
    """Show everybody, or those who fit the search."""
    form = PeopleForm(request.args)
    try:
        place = request.args.get("sida")
        page = account_list(form.search(), form.wanted_role(), paging.decode(place) if place else None)
    except paging.BadCursorError:
        raise HiddenError from None
    kept: dict[str, Any] = {name: value for name, value in (("q", form.search()), ("roll", form.role.data)) if value}
    return render_template(
        "accounts/list_accounts.html",
        form=form,
        people=page.items,
        role_names=role_names,
        is_filtered=bool(kept),
        earlier=url_for("accounts.list_accounts", **kept, sida=page.earlier) if page.earlier else None,
        later=url_for("accounts.list_accounts", **kept, sida=page.later) if page.later else None,
    )


@area.page("/admin/anvandare/<int:id_>", access=Permission.ACCOUNT_ADMINISTER)
def show_account(id_: int, refused: DomainError | None = None) -> str:
    """Show one account with its history, and what could not be done with it."""
    account = account_page(current_actor(), id_)
    roles_form, workplace_form = _roles_form(account), _workplace_form(account)
    for form in (roles_form, workplace_form):
        if isinstance(refused, InputError):
            form.refuse(refused)
    faulty = next((form for form in (roles_form, workplace_form) if form.errors), None)
    return render_template(
        "accounts/show_account.html",
        account=account,
        role_names=role_names(account.line.roles),
        events=[(described(event), event) for event in account.events],
        roles_form=roles_form,
        workplace_form=workplace_form,
        form=faulty,
        refused=None if faulty else refused,
    )


@area.action("/admin/anvandare/<int:id_>/roller", access=Permission.ACCOUNT_ADMINISTER, again=show_account)
def save_roles(id_: int) -> ResponseReturnValue:
    """Store what the person may do."""
    change_roles(current_actor(), id_, RolesForm().chosen(), now=clock.now())
    return _done(id_, gettext("The roles are saved."))


@area.action("/admin/anvandare/<int:id_>/kommun", access=Permission.ACCOUNT_ADMINISTER, again=show_account)
def save_workplace(id_: int) -> ResponseReturnValue:
    """Store where the person works, or that it is not known."""
    form = WorkplaceForm()
    code = form.municipality.data or ""
    if form.typed("is_confirmed"):
        confirm_municipality(current_actor(), id_, code, now=clock.now())
    else:
        unconfirm_municipality(current_actor(), id_, now=clock.now())
    return _done(id_, gettext("The municipality is saved."))


@area.action("/admin/anvandare/<int:id_>/stang", access=Permission.ACCOUNT_ADMINISTER, again=show_account)
def close_account(id_: int) -> ResponseReturnValue:
    """Close the account."""
    close(current_actor(), id_, now=clock.now())
    return _done(id_, gettext("The account is closed."))


@area.action("/admin/anvandare/<int:id_>/oppna", access=Permission.ACCOUNT_ADMINISTER, again=show_account)
def reopen_account(id_: int) -> ResponseReturnValue:
    """Open the account again."""
    reopen(current_actor(), id_, now=clock.now())
    return _done(id_, gettext("The account is open again."))


@area.action("/admin/anvandare/<int:id_>/bjud-in-igen", access=Permission.ACCOUNT_INVITE, again=show_account)
def send_invitation_again(id_: int) -> ResponseReturnValue:
    """Mail a new invitation."""
    invite_again(current_actor(), id_, now=clock.now())
    return _done(id_, gettext("A new invitation is on its way."))


def _done(id_: int, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("accounts.show_account", id_=id_), 303)


def _roles_form(account: AccountPage) -> RolesForm:
    typed = request.form if "roles" in request.form else None
    return RolesForm(formdata=typed, roles=list(account.line.roles))


def _workplace_form(account: AccountPage) -> WorkplaceForm:
    typed = request.form if "municipality" in request.form else None
    form = WorkplaceForm(
        formdata=typed,
        municipality=account.municipality_code or account.proposed_code or "",
        is_confirmed=account.line.is_municipality_confirmed,
    )
    offer(form.municipality, gettext("No municipality"), municipality_options())
    return form
