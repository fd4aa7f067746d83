"""What an expert states about themselves: topics, and time given."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import DomainError, ForbiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.staff.forms import words
from helpdesk.staff.forms.time import TimeForm, month_in
from helpdesk.staff.operations.drop_expertise import drop_expertise
from helpdesk.staff.operations.log_time import log_time
from helpdesk.staff.operations.state_expertise import state_expertise
from helpdesk.staff.operations.strike_time import strike_time
from helpdesk.staff.queries.expert import expert_page
from helpdesk.staff.queries.hours import worked_month
from helpdesk.staff.routes.area import area
from helpdesk.staff.routes.parts import button_form, expertise_form, faulty, is_sent
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.seen import VersionForm


@area.page("/min-expertis", access=Permission.EXPERTISE_OWN)
def show_my_expertise(refused: DomainError | None = None) -> str:
    """Show the expert's own topics and time, and why a change was refused."""
    actor, today = current_actor(), swedish_day(clock.now())
    page = expert_page(actor, own_id(actor), chosen_language(), today=today)
    forms = (expertise_form(page, today), _time_form())
    form = faulty(refused, *forms)
    return render_template(
        "staff/show_my_expertise.html",
        page=page,
        form=form,
        expertise_form=forms[0],
        time_form=forms[1],
        button_form=button_form(page.version),
        month=worked_month(page.account_id, month_in(request.args.get("manad"), today), today=today),
        refused=None if form else refused,
        words=words,
    )


@area.action("/min-expertis/amnen", access=Permission.EXPERTISE_OWN, again=show_my_expertise)
def save_my_expertise() -> ResponseReturnValue:
    """Add a topic, or change one."""
    actor, now = current_actor(), clock.now()
    page = expert_page(actor, own_id(actor), chosen_language(), today=swedish_day(now))
    form = expertise_form(page, swedish_day(now))
    if form.errors:
        return show_my_expertise(), 422
    state_expertise(actor, page.account_id, form.skill(), seen_version=VersionForm().seen_version, now=now)
    return _done(gettext("The topic is saved."))


@area.action("/min-expertis/ta-bort-amne", access=Permission.EXPERTISE_OWN, again=show_my_expertise)
def remove_my_expertise() -> ResponseReturnValue:
    """Take a topic away."""
    actor, seen_version = current_actor(), VersionForm().seen_version
    topic = request.form.get("dropped", "")
    drop_expertise(actor, own_id(actor), topic, seen_version=seen_version, now=clock.now())
    return _done(gettext("The topic is removed."))


@area.action("/min-expertis/tid", access=Permission.EXPERTISE_OWN, again=show_my_expertise)
def log_my_time() -> ResponseReturnValue:
    """Write down time."""
    actor, form = current_actor(), TimeForm()
    if not form.validate():
        return show_my_expertise(), 422
    worked_on = form.typed("worked_on")
    log_time(actor, own_id(actor), form.all_minutes(), form.typed("note"), worked_on, None, now=clock.now())
    return _done(gettext("The time is saved."), manad=f"{worked_on:%Y-%m}")


@area.action("/min-expertis/tid/<int:line_id>/ta-bort", access=Permission.EXPERTISE_OWN)
def strike_my_time(line_id: int) -> ResponseReturnValue:
    """Take a line of time away."""
    actor = current_actor()
    strike_time(actor, own_id(actor), line_id, now=clock.now())
    return _done(gettext("The time is removed."), manad=request.args.get("manad"))


def own_id(actor: Actor) -> int:
    """The actor's account; ForbiddenError for who has none."""
    if actor.id is None:
        raise ForbiddenError
    return actor.id


def _done(said: str, *, manad: str | None = None) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("staff.show_my_expertise", manad=manad), 303)


def _time_form() -> TimeForm:
    was_sent = is_sent("worked_on")
    form = TimeForm(formdata=request.form if was_sent else None, worked_on=swedish_day(clock.now()))
    if was_sent:
        form.validate()
    return form
