"""The page of the settings that are data."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.stating import Setting
from helpdesk.kit import afterwards, clock
from helpdesk.settings.forms.stated import SettingsForm, StatedMarkForm
from helpdesk.settings.operations.change_settings import change_settings
from helpdesk.settings.queries.stated import Stated, stated
from helpdesk.settings.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.site import as_stated, forget_stated, operators_site


@area.page("/admin/installningar", access=Permission.SETTINGS_CHANGE)
def show_settings(refused: DomainError | None = None) -> str:
    """Show the settings, to be changed."""
    now_stated = stated()
    form = _form(now_stated)
    if isinstance(refused, InputError):
        form.refuse(refused)
    form.seen.data = now_stated.mark
    return render_template(
        "settings/show_settings.html",
        form=form,
        button_form=StatedMarkForm(formdata=None, seen=now_stated.mark),
        stated=now_stated.values,
        operators=as_stated(operators_site()),
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/admin/installningar", access=Permission.SETTINGS_CHANGE, again=show_settings)
def save_settings() -> ResponseReturnValue:
    """Store what is stated."""
    form = SettingsForm()
    if not form.validate():
        return show_settings(), 422
    _change(form, form.written())
    return _done(gettext("The settings are saved."))


@area.action("/admin/installningar/aterstall", access=Permission.SETTINGS_CHANGE, again=show_settings)
def restore_settings() -> ResponseReturnValue:
    """Let every setting be as the operator has it."""
    _change(StatedMarkForm(), {})
    return _done(gettext("All settings are as the operator has them."))


def _change(form: StatedMarkForm, wanted: Mapping[Setting, str]) -> None:
    change_settings(
        current_actor(), wanted, otherwise=as_stated(operators_site()), seen=form.seen.data or "", now=clock.now()
    )
    afterwards.when_done(forget_stated)


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("settings.show_settings"), 303)


def _form(now_stated: Stated) -> SettingsForm:
    """The form as it was sent, else with what holds."""
    if request.method == "POST" and Setting.NAME in request.form:
        form = SettingsForm()
        form.validate()
        return form
    holding = {**as_stated(operators_site()), **now_stated.values}
    return SettingsForm(formdata=None, **{name.value: value for name, value in holding.items()})
