"""How one wants to be told."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.notifications.forms.choices import ChoicesForm, choices_form
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.queries.choices import own_choices
from helpdesk.notifications.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/aviseringar/val", access=Permission.NOTICE_OWN)
def show_choices() -> str:
    """Show how one is told of what."""
    return _page(choices_form(own_choices(current_actor()), None))


@area.action("/aviseringar/val", access=Permission.NOTICE_OWN)
def save_choices() -> ResponseReturnValue:
    """Store how one wants to be told of what."""
    form = choices_form(own_choices(current_actor()), request.form)
    if not form.validate():
        return _page(form), 422
    choose_notices(current_actor(), form.chosen(), now=clock.now())
    flash(gettext("Your choices are saved."), "success")
    return redirect(url_for("notifications.show_choices"), 303)


def _page(form: ChoicesForm) -> str:
    return render_template("notifications/show_choices.html", form=form)
