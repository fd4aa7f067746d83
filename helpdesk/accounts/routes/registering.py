"""Make an account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.forms.fields import offer
from helpdesk.accounts.forms.signing_in import RegisterForm
from helpdesk.accounts.operations.register import register as make_account
from helpdesk.accounts.routes.area import area
from helpdesk.directory.queries.municipalities import municipality_options
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock


@area.page("/skapa-konto", access=Permission.SESSION_OPEN)
def register(refused: DomainError | None = None) -> str:
    """Show the form, with what is wrong where it was sent."""
    form = _form()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return _page(form, refused)


@area.action("/skapa-konto", access=Permission.SESSION_OPEN, again=register)
def create_account() -> ResponseReturnValue:
    """Make the account; the answer is the same whether the address has one already or not."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    make_account(form.newcomer(), client=request.remote_addr or "", now=clock.now())
    return redirect(url_for("accounts.register_sent"), 303)


@area.page("/skapa-konto/bekrafta", access=Permission.SESSION_OPEN)
def register_sent() -> str:
    """Say that there is a letter whose button makes the account usable."""
    return render_template("accounts/register_sent.html")


def _form() -> RegisterForm:
    form = RegisterForm()
    offer(form.municipality, gettext("The one that the e-mail address belongs to"), municipality_options())
    return form


def _page(form: RegisterForm, refused: DomainError | None = None) -> str:
    shown = None if isinstance(refused, InputError) else refused
    return render_template("accounts/register.html", form=form, refused=shown)
