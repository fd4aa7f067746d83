"""Saved views of the queue: kept, renamed, shared, deleted."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.queue import QueueForm, in_address
from helpdesk.tickets.forms.queue_words import in_words
from helpdesk.tickets.forms.saved_view import ViewForm
from helpdesk.tickets.operations import delete_view as deleting
from helpdesk.tickets.operations import save_view as saving
from helpdesk.tickets.queries.saved_views import ViewLine, saved_view, saved_views
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.queue import offered
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm


@area.page("/handlaggning/vyer", access=Permission.VIEW_OWN)
def list_views() -> str:
    """Show one's own views, and those that others share."""
    views = saved_views(current_actor())
    return render_template(
        "tickets/list_views.html",
        own=[each for each in views if each.is_own],
        shared=[each for each in views if not each.is_own],
        button_form=HouseForm(formdata=None),
    )


@area.page("/handlaggning/vyer/ny", access=Permission.VIEW_OWN)
def new_view(refused: DomainError | None = None) -> str:
    """Ask what to call the view that the address describes."""
    filters = QueueForm(request.values)
    form = _form(None, refused)
    filters.offer(offered())
    return render_template(
        "tickets/new_view.html",
        form=form,
        query=in_address(filters.wanted()),
        chosen=in_words(filters),
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/handlaggning/vyer/ny", access=Permission.VIEW_OWN, again=new_view)
def save_new_view() -> ResponseReturnValue:
    """Keep the view, and show it."""
    form, query = ViewForm(), in_address(QueueForm(request.form).wanted())
    if not form.validate():
        return new_view(), 422
    saving.save_view(current_actor(), form.typed("name"), query, is_shared=form.typed("is_shared"), now=clock.now())
    flash(gettext("The view is saved."), "success")
    return redirect(url_for("tickets.show_queue", **query), 303)


@area.page("/handlaggning/vyer/<int:view_id>", access=Permission.VIEW_OWN)
def show_view(view_id: int, refused: DomainError | None = None) -> str:
    """Show one view, to be renamed, shared or deleted by its owner."""
    view = saved_view(current_actor(), view_id)
    return render_template(
        "tickets/show_view.html",
        view=view,
        form=_form(view, refused),
        button_form=HouseForm(formdata=None),
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/handlaggning/vyer/<int:view_id>", access=Permission.VIEW_OWN, again=show_view)
def save_view(view_id: int) -> ResponseReturnValue:
    """Store what the view is called, and who has it."""
    form = ViewForm()
    if not form.validate():
        return show_view(view_id), 422
    saving.change_view(current_actor(), view_id, form.typed("name"), is_shared=form.typed("is_shared"), now=clock.now())
    return _done(gettext("The view is saved."))


@area.action("/handlaggning/vyer/<int:view_id>/ta-bort", access=Permission.VIEW_OWN)
def delete_view(view_id: int) -> ResponseReturnValue:
    """Give the view up."""
    deleting.delete_view(current_actor(), view_id, now=clock.now())
    return _done(gettext("The view is deleted."))


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("tickets.list_views"), 303)


def _form(view: ViewLine | None, refused: DomainError | None) -> ViewForm:
    is_sent = request.method == "POST"
    form = ViewForm(
        formdata=request.form if is_sent else None,
        name=view.name if view else "",
        is_shared=view.is_shared if view else False,
    )
    if is_sent:
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return form
