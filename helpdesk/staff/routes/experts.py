"""Who can help with what: for all who help, to be kept by the coordinator."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.access import may_ever
from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.staff.forms import words
from helpdesk.staff.forms.expertise import GAPS, PEOPLE, HoursForm, MatrixForm
from helpdesk.staff.forms.time import month_in
from helpdesk.staff.operations.cancel_absence import cancel_absence
from helpdesk.staff.operations.drop_expertise import drop_expertise
from helpdesk.staff.operations.plan_absence import plan_absence
from helpdesk.staff.operations.set_hours import set_hours
from helpdesk.staff.operations.state_expertise import state_expertise
from helpdesk.staff.operations.try_address_again import try_address_again
from helpdesk.staff.queries.expert import ExpertPage, expert_page
from helpdesk.staff.queries.hours import worked_month
from helpdesk.staff.queries.matrix import Matrix, expertise_matrix
from helpdesk.staff.routes.area import area
from helpdesk.staff.routes.parts import absence_form, button_form, expertise_form, faulty, is_sent
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.seen import VersionForm


@area.page("/experter", access=Permission.EXPERTISE_READ)
def list_experts() -> str:
    """Show who can help with what: topic by topic, the topics that nobody has, or expert by expert."""
    actor, language = current_actor(), chosen_language()
    whole = expertise_matrix(language, today=swedish_day(clock.now()))
    form = MatrixForm(request.args)
    view = form.view.data if form.view.data in {GAPS, PEOPLE} else ""
    form.offer(topic_options(language), whole.municipalities)
    topic, municipality = form.chosen()
    return render_template(
        "staff/list_experts.html",
        form=form,
        view=view,
        shown=whole.within(topic, None if view == GAPS else municipality),
        tabs=_tabs(whole, view),
        is_filtered=bool(topic or (municipality and view != GAPS)),
        plain=url_for("staff.list_experts", vy=view or None),
        words=words,
        may_manage=may_ever(actor, Permission.STAFF_MANAGE),
        may_own=may_ever(actor, Permission.EXPERTISE_OWN),
        may_see_hours=may_ever(actor, Permission.TICKET_CONSULT),
    )


@area.page("/experter/<int:account_id>", access=Permission.EXPERTISE_READ)
def show_expert(account_id: int, refused: DomainError | None = None) -> str:
    """Show one expert; to the coordinator with all that can be changed, and why a change was refused."""
    today = swedish_day(clock.now())
    page = expert_page(current_actor(), account_id, chosen_language(), today=today)
    forms = (_hours_form(page), expertise_form(page, today), absence_form(account_id))
    form = faulty(refused, *forms)
    return render_template(
        "staff/show_expert.html",
        page=page,
        form=form,
        hours_form=forms[0],
        expertise_form=forms[1],
        absence_form=forms[2],
        button_form=button_form(page.version),
        month=worked_month(account_id, month_in(request.args.get("manad"), today), today=today),
        refused=None if form else refused,
        words=words,
    )


@area.action("/experter/<int:account_id>/timmar", access=Permission.STAFF_MANAGE, again=show_expert)
def save_hours(account_id: int) -> ResponseReturnValue:
    """Store the hours a month."""
    form = HoursForm()
    if not form.validate():
        return show_expert(account_id), 422
    set_hours(current_actor(), account_id, form.typed("hours_a_month"), seen_version=form.seen_version, now=clock.now())
    return _done(account_id, gettext("The hours are saved."))


@area.action("/experter/<int:account_id>/amnen", access=Permission.STAFF_MANAGE, again=show_expert)
def save_expertise(account_id: int) -> ResponseReturnValue:
    """Add a topic, or change one."""
    now = clock.now()
    page = expert_page(current_actor(), account_id, chosen_language(), today=swedish_day(now))
    form = expertise_form(page, swedish_day(now))
    if form.errors:
        return show_expert(account_id), 422
    seen_version = VersionForm().seen_version
    state_expertise(current_actor(), account_id, form.skill(), seen_version=seen_version, now=now)
    return _done(account_id, gettext("The topic is saved."))


@area.action("/experter/<int:account_id>/ta-bort-amne", access=Permission.STAFF_MANAGE, again=show_expert)
def remove_expertise(account_id: int) -> ResponseReturnValue:
    """Take a topic away."""
    drop_expertise(
        current_actor(),
        account_id,
        request.form.get("dropped", ""),
        seen_version=VersionForm().seen_version,
        now=clock.now(),
    )
    return _done(account_id, gettext("The topic is removed."))


@area.action("/experter/<int:account_id>/adress/igen", access=Permission.TICKET_CONSULT, again=show_expert)
def try_expert_address_again(account_id: int) -> ResponseReturnValue:
    """Let letters go to the expert's address again."""
    try_address_again(current_actor(), account_id, now=clock.now())
    return _done(account_id, gettext("The next letter is sent to the address again."))


@area.action("/experter/<int:account_id>/franvaro", access=Permission.STAFF_MANAGE, again=show_expert)
def save_expert_absence(account_id: int) -> ResponseReturnValue:
    """Write down days away for the expert."""
    form = absence_form(account_id)
    if form.errors:
        return show_expert(account_id), 422
    plan_absence(current_actor(), account_id, form.plan(), now=clock.now())
    return _done(account_id, gettext("The absence is saved."))


@area.action("/experter/<int:account_id>/franvaro/<int:absence_id>/ta-bort", access=Permission.STAFF_MANAGE, again=None)
def remove_expert_absence(account_id: int, absence_id: int) -> ResponseReturnValue:
    """Take back days away, or end them."""
    cancel_absence(current_actor(), account_id, absence_id, now=clock.now())
    return _done(account_id, gettext("The absence is removed."))


def _done(account_id: int, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("staff.show_expert", account_id=account_id), 303)


def _hours_form(page: ExpertPage) -> HoursForm:
    was_sent = is_sent("hours_a_month")
    form = HoursForm(formdata=request.form if was_sent else None, hours_a_month=page.hours_a_month)
    if was_sent:
        form.validate()
    form.saw(page.version)
    return form


def _tabs(whole: Matrix, view: str) -> list[tuple[str, str, int, bool]]:
    counts = {
        "": (gettext("By topic"), sum(len(branch.lines) for branch in whole.branches)),
        GAPS: (gettext("Without expert"), sum(len(branch.lines) for branch in whole.gaps)),
        PEOPLE: (gettext("By expert"), len(whole.experts)),
    }
    return [
        (text, url_for("staff.list_experts", vy=name or None), count, name == view)
        for name, (text, count) in counts.items()
    ]
