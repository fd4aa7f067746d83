"""One's own settings."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from helpdesk.accounts.forms.fields import role_names
from helpdesk.accounts.forms.settings import PasswordForm, ProfileForm
from helpdesk.accounts.operations import choose_password as operation
from helpdesk.accounts.operations.edit_profile import edit_profile
from helpdesk.accounts.operations.end_sessions import end_sessions
from helpdesk.accounts.queries.settings import OwnSettings, own_settings
from helpdesk.accounts.routes.area import area
from helpdesk.accounts.routes.sessions import person
from helpdesk.domain.errors import N_, DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import begin_session, current_actor, end_session

WRONG_PASSWORD = N_("This is not your present password. Try again.")


@area.page("/installningar", access=Permission.PROFILE_EDIT)
def settings() -> str:
    """Show the settings."""
    own = own_settings(current_actor())
    return _page(own, _profile_form(own), PasswordForm(formdata=None))


@area.action("/installningar/profil", access=Permission.PROFILE_EDIT)
def save_profile() -> ResponseReturnValue:
    """Store name, role at work, language and shortcuts."""
    form = ProfileForm()
    if not form.validate():
        return _page(own_settings(current_actor()), form, PasswordForm(formdata=None)), 422
    profile = form.profile()
    edit_profile(current_actor(), profile, now=clock.now())
    with force_locale(profile.language):  # the next page is in the language that was chosen just now
        flash(gettext("Your settings are saved."), "success")
    return redirect(url_for("accounts.settings"), 303)


def settings_again(refused: DomainError | None = None) -> str:
    """Show the settings with what is wrong with the chosen password."""
    own, form = own_settings(current_actor()), PasswordForm()
    if isinstance(refused, InputError):
        form.refuse(refused)
    elif refused is not None:
        form.form_errors.append(gettext(refused.sentence))
    return _page(own, _profile_form(own), form)


@area.action("/installningar/losenord", access=Permission.PROFILE_EDIT, again=settings_again)
def save_password() -> ResponseReturnValue:
    """Store a new password: the other sessions end, this one goes on."""
    form = PasswordForm()
    if form.validate():
        account = operation.choose_password(
            current_actor(), form.typed("current_password") or "", form.typed("new_password") or "", now=clock.now()
        )
        if account is not None:
            begin_session(person(account))
            flash(gettext("Your password is saved. You are signed out on all other devices."), "success")
            return redirect(url_for("accounts.settings"), 303)
        form.refuse(InputError(field="current_password", sentence=WRONG_PASSWORD))
    own = own_settings(current_actor())
    return _page(own, _profile_form(own), form), 422


@area.action("/installningar/logga-ut-overallt", access=Permission.PROFILE_EDIT)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on all devices, this one too."""
    end_sessions(current_actor(), now=clock.now())
    end_session()
    flash(gettext("You are signed out on all devices."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


def _profile_form(own: OwnSettings) -> ProfileForm:
    return ProfileForm(
        formdata=None, name=own.name, title=own.title, language=own.language, has_shortcuts=own.has_shortcuts
    )


def _page(own: OwnSettings, profile_form: ProfileForm, password_form: PasswordForm) -> str:
    return render_template(
        "accounts/settings.html",
        own=own,
        roles=role_names(own.roles),
        profile_form=profile_form,
        password_form=password_form,
        form=profile_form if profile_form.errors else password_form,
    )
