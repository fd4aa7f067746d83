"""Tags: on a ticket, and in the coordinator's list."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.tags import tag_names
from helpdesk.kit import clock
from helpdesk.tickets.forms.tags import TagForm, TagNameForm
from helpdesk.tickets.operations import rename_tag as keeping
from helpdesk.tickets.operations.tag_ticket import tag_ticket
from helpdesk.tickets.queries.tags import tag_list, tag_page
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import desk_view, to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm


@area.action("/arenden/<reference>/etiketter", access=Permission.TICKET_TAG, again=desk_view)
def save_ticket_tags(reference: str) -> ResponseReturnValue:
    """Let the ticket have these tags."""
    form = TagForm()
    if not form.validate():
        return desk_view(reference), 422
    names = tag_names(form.typed("tags"))
    tag_ticket(current_actor(), reference, names, seen_version=form.seen_version, now=clock.now())
    flash(gettext("The tags are saved."), "success")
    return to_ticket(reference)


@area.page("/handlaggning/etiketter", access=Permission.TAG_MANAGE)
def list_tags() -> str:
    """Show all tags, archived ones last."""
    return render_template("tickets/list_tags.html", tags=tag_list())


@area.page("/handlaggning/etiketter/<int:tag_id>", access=Permission.TAG_MANAGE)
def show_tag(tag_id: int, refused: DomainError | None = None) -> str:
    """Show one tag, to be renamed, merged or archived."""
    tag = tag_page(tag_id)
    form = TagNameForm(
        formdata=request.form if request.method == "POST" and "name" in request.form else None, name=tag.name
    )
    if form.is_submitted():
        form.validate()
    is_taken = isinstance(refused, InputError) and refused.sentence == keeping.TAKEN
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template(
        "tickets/show_tag.html",
        tag=tag,
        form=form,
        is_taken=is_taken,
        button_form=HouseForm(formdata=None),
        refused=None if isinstance(refused, InputError) else refused,
    )


@area.action("/handlaggning/etiketter/<int:tag_id>", access=Permission.TAG_MANAGE, again=show_tag)
def rename_tag(tag_id: int) -> ResponseReturnValue:
    """Give the tag another name, or merge it into the one that has the name."""
    form = TagNameForm()
    if not form.validate():
        return show_tag(tag_id), 422
    may_merge = form.typed("merge")
    kept = keeping.rename_tag(current_actor(), tag_id, form.typed("name"), may_merge=may_merge, now=clock.now())
    return _done(gettext("The tag is renamed.") if kept == tag_id else gettext("The two tags are one now."))


@area.action("/handlaggning/etiketter/<int:tag_id>/arkivera", access=Permission.TAG_MANAGE)
def archive_tag(tag_id: int) -> ResponseReturnValue:
    """Offer the tag no more."""
    keeping.archive_tag(current_actor(), tag_id, now=clock.now())
    return _done(gettext("The tag is archived."))


@area.action("/handlaggning/etiketter/<int:tag_id>/aterstall", access=Permission.TAG_MANAGE)
def restore_tag(tag_id: int) -> ResponseReturnValue:
    """Offer the tag again."""
    keeping.restore_tag(current_actor(), tag_id, now=clock.now())
    return _done(gettext("The tag is in use again."))


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("tickets.list_tags"), 303)
