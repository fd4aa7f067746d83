"""Ask: the question form, and what is kept of it while it is being written."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.tickets.forms.ask import QuestionForm
from helpdesk.tickets.forms.fields import refuse_files, uploads
from helpdesk.tickets.operations.attach import MOST_FILES, Holder, Refusal, attach, detach, sort_out
from helpdesk.tickets.operations.save_draft import Kept, discard_draft, save_draft
from helpdesk.tickets.queries.draft import files_of_draft
from helpdesk.tickets.queries.portal import followable
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.asking import (
    count_draft,
    draft_key,
    forget_draft,
    prefilled,
    question_form,
    remember_draft,
    this_draft,
)
from helpdesk.web.actor import current_actor
from helpdesk.web.site import site


@area.page("/stall-en-fraga", access=Permission.TICKET_ASK)
def ask(refused: DomainError | None = None) -> str:
    """Show the form with the draft that was begun; `?foljer=` names the closed ticket that the question goes on from.

    With `?ratta` (from the check page) what is wrong with the draft is said at once.
    """
    if request.method == "POST":
        return _show(question_form(), refused)
    draft = this_draft()
    typed = MultiDict(draft.fields) if draft else prefilled(current_actor())
    if follows := request.args.get("foljer"):
        typed["follows"] = follows
    form = question_form(typed)
    if draft and "ratta" in request.args:
        form.validate()
    return _show(form, refused)


@area.action("/stall-en-fraga", access=Permission.TICKET_ASK, again=ask)
def save_question() -> ResponseReturnValue:
    """Keep what was typed, with its files, and go on to check it; or stay, where the writer wants to or must."""
    form = question_form()
    refused = _keep(form)
    if request.form.get("do") == "save":
        if form.has_personal_numbers() or refused:
            refuse_files(form.files, refused)
            return _show(form), 422
        flash(gettext("The draft is saved. It is kept for 30 days."), "success")
        return redirect(url_for("tickets.ask"), 303)
    is_valid = form.validate()
    refuse_files(form.files, refused)
    if not is_valid or refused:
        return _show(form), 422
    return redirect(url_for("tickets.check_question"), 303)


@area.action("/stall-en-fraga/utkast", access=Permission.TICKET_ASK)
def save_question_draft() -> ResponseReturnValue:
    """Keep what has been typed so far: sent by the page itself while somebody writes."""
    form = question_form()
    _save(form)
    return "", (422 if form.has_personal_numbers() else 204)


@area.action("/stall-en-fraga/slang", access=Permission.TICKET_ASK)
def discard_question() -> ResponseReturnValue:
    """Forget the draft and its files."""
    discard_draft(current_actor(), draft_key(), store=site().files, now=clock.now())
    forget_draft()
    flash(gettext("The draft is gone."), "success")
    return redirect(url_for("tickets.ask"), 303)


def _keep(form: QuestionForm) -> tuple[Refusal, ...]:
    """Save the draft, take away the files that were ticked, and lay the new ones beside it."""
    draft, store = _save(form), site().files
    detach(draft.id, (int(id_) for id_ in request.form.getlist("remove") if _is_number(id_)), store=store)
    taken, refused = sort_out(uploads(form.files.data), already=len(files_of_draft(draft.id)))
    attach(taken, Holder(draft_id=draft.id), store=store, now=clock.now())
    return refused


def _save(form: QuestionForm) -> Kept:
    actor, key = current_actor(), draft_key()
    draft = save_draft(actor, key, form.typed_now(), now=clock.now())
    if draft.key != key:
        count_draft(actor)
        remember_draft(draft.key)
    return draft


def _show(form: QuestionForm, refused: DomainError | None = None) -> str:
    draft = this_draft()
    follows = followable(current_actor(), form.follows.data or "") if form.follows.data else None
    return render_template(
        "tickets/ask.html", form=form, draft=draft, follows=follows, refused=refused, most_files=MOST_FILES
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
