"""One thing done to many tickets of the queue: looked over first, then done, then perhaps undone."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from helpdesk.accounts.queries.people import advisers
from helpdesk.domain.bulk import Bulk, UndoTooLateError
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms import desk_words
from helpdesk.tickets.forms.bulk import ChoosingForm, ManyForm, many_form
from helpdesk.tickets.operations.change_many import LeftOut, change_many
from helpdesk.tickets.operations.undo_many import undo_many
from helpdesk.tickets.queries.bulk import chosen_tickets
from helpdesk.tickets.queries.tags import tags_in_use
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import came_from
from helpdesk.web.actor import current_actor

DONE: Mapping[Bulk, Callable[[int], str]] = {
    Bulk.ASSIGN: lambda n: ngettext("%(num)d ticket has a new handler.", "%(num)d tickets have a new handler.", n),
    Bulk.TAG: lambda n: ngettext("%(num)d ticket has new tags.", "%(num)d tickets have new tags.", n),
    Bulk.CLOSE: lambda n: ngettext("%(num)d ticket is closed.", "%(num)d tickets are closed.", n),
}


@area.page("/handlaggning/flera", access=Permission.TICKET_ASSIGN)
def choose_many(refused: DomainError | None = None) -> str:
    """Show what will be done to the tickets that were ticked, who is told, and which are left out."""
    verb, form = _verb_and_form()
    if request.method == "POST":
        form.validate()
        references: Sequence[str] = [each.reference for each in form.seen()]
    else:
        references = ChoosingForm(request.args).references()
    if isinstance(refused, InputError):
        form.refuse(refused)
    tickets = chosen_tickets(current_actor(), verb, references)
    return render_template(
        "tickets/choose_many.html",
        verb=verb,
        form=form,
        refused=None if isinstance(refused, InputError) else refused,
        going=[each for each in tickets if each.refusal is None],
        left_out=[each for each in tickets if each.refusal is not None],
        tags=tags_in_use() if verb is Bulk.TAG else (),
        back=came_from(),
        words=desk_words,
    )


@area.action("/handlaggning/flera", access=Permission.TICKET_ASSIGN, again=choose_many)
def change_many_now() -> ResponseReturnValue:
    """Do it, and go back to the queue, where it can be undone."""
    verb, form = _verb_and_form()
    if not form.validate():
        return choose_many(), 422
    outcome = change_many(current_actor(), form.deed(), form.seen(), now=clock.now())
    if outcome.done:
        flash(DONE[verb](outcome.done), "success")
    _tell_of_the_rest(outcome.left_out)
    back = came_from()
    if outcome.change_id is not None:
        back += f"{'&' if '?' in back else '?'}andring={outcome.change_id}"
    return redirect(back, 303)


@area.action("/handlaggning/flera/<int:change_id>/angra", access=Permission.TICKET_ASSIGN)
def undo_change(change_id: int) -> ResponseReturnValue:
    """Put the tickets back as they were."""
    try:
        undone = undo_many(current_actor(), change_id, now=clock.now())
    except UndoTooLateError as refused:
        flash(gettext(refused.sentence), "warning")
        return redirect(came_from(), 303)
    if undone.done:
        flash(ngettext("%(num)d ticket is as before.", "%(num)d tickets are as before.", undone.done), "success")
    if undone.left:
        tickets = ", ".join(undone.left)
        flash(gettext("Changed since, and left as they are: %(tickets)s.", tickets=tickets), "warning")
    return redirect(came_from(), 303)


def _verb_and_form() -> tuple[Bulk, ManyForm]:
    verb = ChoosingForm(request.args).wanted()
    people = [(person.id, person.name) for person in advisers()] if verb is Bulk.ASSIGN else []
    return verb, many_form(verb, people, current_actor().id, is_sent=request.method == "POST")


def _tell_of_the_rest(left_out: Sequence[LeftOut]) -> None:
    """One message for each reason, with the tickets' numbers."""
    by_reason = attrgetter("sentence")
    for sentence, those in groupby(sorted(left_out, key=by_reason), key=by_reason):
        tickets = ", ".join(each.reference for each in those)
        flash(gettext("Left out: %(tickets)s. %(reason)s", tickets=tickets, reason=gettext(sentence)), "warning")
