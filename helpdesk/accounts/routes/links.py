"""One-time links: asked for, and used by the button on their page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.forms.signing_in import LinkForm, UseLinkForm
from helpdesk.accounts.operations import use_link as use
from helpdesk.accounts.operations.send_link import send_link as send
from helpdesk.accounts.queries.links import LinkPage, link_page
from helpdesk.accounts.routes.area import area
from helpdesk.accounts.routes.sessions import person
from helpdesk.accounts.routes.signing_in import landing
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import begin_session


@area.page("/glomt-losenordet", access=Permission.SESSION_OPEN)
def forgot_password() -> str:
    """Ask for the address that gets a link to choose a new password with."""
    return _asking(LinkForm(), LinkPurpose.RESET)


def forgot_password_again(refused: DomainError | None = None) -> str:
    """Show the form with what was typed."""
    return _asking(LinkForm(), LinkPurpose.RESET, refused)


@area.action("/glomt-losenordet", access=Permission.SESSION_OPEN, again=forgot_password_again)
def send_reset_link() -> ResponseReturnValue:
    """Mail a link to choose a new password with; the answer is the same whether there is an account or not."""
    return _send(LinkPurpose.RESET)


def send_link_again(refused: DomainError | None = None) -> str:
    """Show the form with what was typed."""
    return _asking(LinkForm(), LinkPurpose.SIGN_IN, refused)


@area.action("/logga-in/lank", access=Permission.SESSION_OPEN, again=send_link_again)
def send_link() -> ResponseReturnValue:
    """Mail a link to sign in with; the answer is the same whether there is an account or not."""
    return _send(LinkPurpose.SIGN_IN)


@area.page("/logga-in/lank", access=Permission.SESSION_OPEN)
def ask_for_link() -> str:
    """Ask for the address that gets a link to sign in with."""
    return _asking(LinkForm(), LinkPurpose.SIGN_IN)


@area.page("/logga-in/lank-skickad", access=Permission.SESSION_OPEN)
def link_sent() -> str:
    """Say that there is a letter to look for, if the address has an account."""
    return render_template("accounts/link_sent.html")


@area.page("/lank/<token>", access=Permission.SESSION_OPEN)
def use_link(token: str) -> ResponseReturnValue:
    """Show what the link's button does. Opening the page does nothing: programs that check mail open every link."""
    page = link_page(token, clock.now())
    return _using(token, page, UseLinkForm()) if page else _expired()


def use_link_again(token: str, refused: DomainError | None = None) -> str:
    """Show the link's page with what is wrong with the chosen password."""
    form = UseLinkForm()
    if isinstance(refused, InputError):
        form.refuse(refused)
    page = link_page(token, clock.now())
    return _using(token, page, form) if page else _expired()[0]


@area.action("/lank/<token>", access=Permission.SESSION_OPEN, again=use_link_again)
def follow_link(token: str) -> ResponseReturnValue:
    """Use the link up, and sign its person in."""
    used = use.use_link(token, UseLinkForm().typed("new_password") or "", now=clock.now())
    if used is None:
        return _expired()
    begin_session(person(used.account))
    flash(gettext("You are signed in as %(name)s.", name=used.account.name), "success")
    return redirect(used.next_path or landing(used.account.actor), 303)


def _send(purpose: LinkPurpose) -> ResponseReturnValue:
    form = LinkForm()
    if not form.validate():
        return _asking(form, purpose), 422
    send(
        form.typed("email"),
        purpose,
        client=request.remote_addr or "",
        now=clock.now(),
        next_path=form.typed("next") or "",
    )
    return redirect(url_for("accounts.link_sent"), 303)


def _asking(form: LinkForm, purpose: LinkPurpose, refused: DomainError | None = None) -> str:
    name = "forgot_password" if purpose is LinkPurpose.RESET else "ask_for_link"
    return render_template(f"accounts/{name}.html", form=form, refused=refused)


def _using(token: str, page: LinkPage, form: UseLinkForm) -> str:
    return render_template("accounts/use_link.html", token=token, page=page, form=form)


def _expired() -> tuple[str, int]:
    return render_template("accounts/link_expired.html", form=LinkForm(formdata=None)), 410
