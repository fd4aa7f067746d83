"""Teams of those who handle tickets."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.staff.forms.team import TeamForm
from helpdesk.staff.operations.archive_team import archive_team, restore_team
from helpdesk.staff.operations.save_team import change_team, found_team
from helpdesk.staff.queries.teams import TeamPage, team_choices, team_list, team_page
from helpdesk.staff.routes.area import area
from helpdesk.staff.routes.parts import button_form, faulty, is_sent
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.seen import VersionForm


@area.page("/team", access=Permission.STAFF_MANAGE)
def list_teams() -> str:
    """Show the teams, those put away last."""
    return render_template("staff/list_teams.html", teams=team_list(chosen_language()))


@area.page("/team/nytt", access=Permission.STAFF_MANAGE)
def new_team(refused: DomainError | None = None) -> str:
    """Ask what the new team is."""
    form = _team_form(None)
    wrong = faulty(refused, form)
    return render_template("staff/new_team.html", form=form, refused=None if wrong else refused)


@area.action("/team/nytt", access=Permission.STAFF_MANAGE, again=new_team)
def save_new_team() -> ResponseReturnValue:
    """Make the team."""
    form = _team_form(None)
    if form.errors:
        return new_team(), 422
    found_team(current_actor(), form.written(), now=clock.now())
    return _done(gettext("The team is made."))


@area.page("/team/<int:team_id>", access=Permission.STAFF_MANAGE)
def show_team(team_id: int, refused: DomainError | None = None) -> str:
    """Show one team, to be changed."""
    team = team_page(team_id)
    form = _team_form(team)
    wrong = faulty(refused, form)
    return render_template(
        "staff/show_team.html",
        team=team,
        form=form,
        button_form=button_form(team.version),
        refused=None if wrong else refused,
    )


@area.action("/team/<int:team_id>", access=Permission.STAFF_MANAGE, again=show_team)
def save_team(team_id: int) -> ResponseReturnValue:
    """Store what the team is now."""
    form, seen_version = _team_form(team_page(team_id)), VersionForm().seen_version
    if form.errors:
        return show_team(team_id), 422
    change_team(current_actor(), team_id, form.written(), seen_version=seen_version, now=clock.now())
    return _done(gettext("The team is saved."))


@area.action("/team/<int:team_id>/arkivera", access=Permission.STAFF_MANAGE, again=show_team)
def put_team_away(team_id: int) -> ResponseReturnValue:
    """Archive the team."""
    archive_team(current_actor(), team_id, seen_version=VersionForm().seen_version, now=clock.now())
    return _done(gettext("The team is archived."))


@area.action("/team/<int:team_id>/aterstall", access=Permission.STAFF_MANAGE, again=show_team)
def bring_team_back(team_id: int) -> ResponseReturnValue:
    """Use the team again."""
    restore_team(current_actor(), team_id, seen_version=VersionForm().seen_version, now=clock.now())
    return _done(gettext("The team is in use again."))


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("staff.list_teams"), 303)


def _team_form(team: TeamPage | None) -> TeamForm:
    was_sent = is_sent("name")
    form = TeamForm(
        formdata=request.form if was_sent else None,
        name=team.name if team else "",
        description=team.description if team else "",
        members=[str(id_) for id_ in team.members] if team else [],
        topics=list(team.topics) if team else [],
    )
    form.offer(team_choices(team, chosen_language()))
    if was_sent:
        form.validate()
    form.saw(team.version if team else 0)
    return form
