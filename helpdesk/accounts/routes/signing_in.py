"""Sign in with a password, and sign out."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.forms.signing_in import LinkForm, SignInForm
from helpdesk.accounts.operations import sign_in as operation
from helpdesk.accounts.routes.area import area
from helpdesk.accounts.routes.sessions import person
from helpdesk.domain.access import may_ever
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import DomainError, ThrottledError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import begin_session, current_person, end_session
from helpdesk.web.paths import local_path


@area.page("/logga-in", access=Permission.SESSION_OPEN)
def sign_in() -> ResponseReturnValue:
    """Show the two ways to sign in; who is signed in already goes on."""
    next_path = local_path(request.args.get("next"))
    if known := current_person():
        return redirect(next_path or landing(known.actor), 303)
    return _page(SignInForm(next=next_path))


def sign_in_again(refused: DomainError | None = None) -> str:
    """Show the page with what was typed, and when to try again."""
    return _page(SignInForm(), try_again_at=_next_try(refused))


@area.action("/logga-in", access=Permission.SESSION_OPEN, again=sign_in_again)
def open_session() -> ResponseReturnValue:
    """Sign in, or say that the address or the password is wrong."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    account = operation.sign_in(
        form.typed("email"), form.typed("password") or "", client=request.remote_addr or "", now=clock.now()
    )
    if account is None:
        form.form_errors.append(gettext("Wrong e-mail address or password."))
        return _page(form), 422
    begin_session(person(account))
    return redirect(form.typed("next") or landing(account.actor), 303)


@area.page("/logga-ut", access=Permission.PAGE_READ)
def sign_out() -> str:
    """Ask before signing out: an address alone changes nothing."""
    return render_template("accounts/sign_out.html")


@area.action("/logga-ut", access=Permission.PAGE_READ)
def close_session() -> ResponseReturnValue:
    """Sign out on this device."""
    end_session()
    flash(gettext("You are signed out."), "success")
    return redirect(url_for("pages.start"), 303)


def landing(actor: Actor) -> str:
    """Where a person begins who was not on the way to anything."""
    return url_for("tickets.show_queue" if may_ever(actor, Permission.QUEUE_READ) else "pages.start")


def _page(form: SignInForm, try_again_at: datetime | None = None) -> str:
    link_form = LinkForm(formdata=None, next=form.next.data, email=form.email.data)
    return render_template("accounts/sign_in.html", form=form, link_form=link_form, try_again_at=try_again_at)


def _next_try(refused: DomainError | None) -> datetime | None:
    if not isinstance(refused, ThrottledError):
        return None
    # To the next whole minute: a clock on the wall has no seconds.
    at = clock.now() + timedelta(seconds=refused.wait_seconds + 59)
    return at.replace(second=0, microsecond=0)
