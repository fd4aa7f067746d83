"""The queue of tickets to handle."""

from collections.abc import Callable
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.queries.people import advisers
from helpdesk.directory.queries.counties import county_names
from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.access import may_ever
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms import desk_words
from helpdesk.tickets.forms.queue import Offered, QueueForm, in_address
from helpdesk.tickets.forms.queue_further import chosen_further
from helpdesk.tickets.operations import take
from helpdesk.tickets.queries.bulk import undoable
from helpdesk.tickets.queries.queue import municipalities_asking, queue_counts, queue_for
from helpdesk.tickets.queries.saved_views import BESIDE_THE_QUEUE, saved_views
from helpdesk.tickets.queries.tags import tags_in_use
from helpdesk.tickets.queries.views import QueueFilter, Sort, View
from helpdesk.tickets.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language

ANY = "ANY-REFERENCE"


@area.page("/handlaggning", access=Permission.QUEUE_READ)
def show_queue() -> str:
    """Show one page of the tickets that the view and the filters leave, most pressing first."""
    actor, now = current_actor(), clock.now()
    form = QueueForm(request.args)
    wanted = form.wanted()
    page = queue_for(actor, wanted, now, cursor=request.args.get("sida", ""))
    form.offer(offered())
    here = url_for("tickets.show_queue", **in_address(wanted), sida=request.args.get("sida"))
    changed = request.args.get("andring", "")
    return render_template(
        "tickets/show_queue.html",
        form=form,
        button_form=HouseForm(formdata=None),
        wanted=wanted,
        counts=queue_counts(actor, now),
        rows=page.items,
        earlier=_address(wanted, page.earlier),
        later=_address(wanted, page.later),
        address_of=_addresses(here),
        here=here,
        views=[(view, url_for("tickets.show_queue", **in_address(QueueFilter(view=view)))) for view in View],
        chosen=_chosen(wanted),
        saved=saved_views(actor, BESIDE_THE_QUEUE),
        query=in_address(wanted),
        undo=undoable(actor, int(changed), now)
        if changed.isascii() and changed.isdigit() and len(changed) < 19
        else None,
        may_manage_tags=may_ever(actor, Permission.TAG_MANAGE),
        plain=url_for("tickets.show_queue", **in_address(QueueFilter(view=wanted.view))),
        headers={sort: _header(wanted, sort) for sort in Sort},
        words=desk_words,
    )


@area.action("/handlaggning/nasta", access=Permission.TICKET_ASSIGN)
def take_next() -> ResponseReturnValue:
    """Take the most pressing ticket that nobody has, and go to it."""
    reference = take.take_next(current_actor(), now=clock.now())
    if reference is None:
        flash(gettext("Nobody is waiting: every ticket has somebody who handles it."), "info")
        return redirect(url_for("tickets.show_queue"), 303)
    flash(gettext("The ticket is yours."), "success")
    return redirect(url_for("tickets.show_ticket", reference=reference), 303)


def offered() -> Offered:
    """What the filters offer."""
    people = [(person.id, person.name) for person in advisers()]
    return Offered(topic_options(chosen_language()), municipalities_asking(), people, tags_in_use())


def _addresses(here: str) -> Callable[[str], str]:
    """Where a ticket is shown, by its reference, with the way back to `here`: one address is made for all rows."""
    before, _, after = url_for("tickets.show_ticket", reference=ANY, fran=here).partition(ANY)
    return lambda reference: f"{before}{reference}{after}"


def _chosen(wanted: QueueFilter) -> list[tuple[str, str]]:
    """What figures have narrowed the list to, in words, each with the address without it."""
    names = county_names() if wanted.county else {}
    return [(words, url_for("tickets.show_queue", **in_address(rest))) for words, rest in chosen_further(wanted, names)]


def _address(wanted: QueueFilter, cursor: str | None) -> str | None:
    return url_for("tickets.show_queue", **in_address(wanted), sida=cursor) if cursor else None


def _header(wanted: QueueFilter, sort: Sort) -> tuple[str, str | None]:
    """Where a column's heading leads, and its aria-sort: the order that stands is turned round, another one begins."""
    is_current = wanted.order is sort
    other = replace(wanted, sort=sort, is_turned=is_current and not wanted.is_turned)
    standing = ("ascending" if wanted.is_ascending else "descending") if is_current else None
    return url_for("tickets.show_queue", **in_address(other)), standing
