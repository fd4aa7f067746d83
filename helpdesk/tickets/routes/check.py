"""Check and send: what was written is read once more, and becomes a ticket or waits for its address."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from helpdesk.domain.errors import DomainError, HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import promised_by
from helpdesk.kit import clock
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.kit.markup import render
from helpdesk.search.queries.found import Found, suggestions
from helpdesk.search.routes.results import KIND
from helpdesk.search.tasks import engine
from helpdesk.tickets.forms.ask import QuestionForm
from helpdesk.tickets.operations.attach import detach
from helpdesk.tickets.operations.keep_question import keep_question
from helpdesk.tickets.operations.send_question import send_question as send
from helpdesk.tickets.queries.draft import Draft, draft_row, sent_as
from helpdesk.tickets.queries.portal import due_of
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.asking import count_question, draft_key, form_to_check, question_form, this_draft
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language, day_long
from helpdesk.web.site import site

SENT = "question_sent"
"""Where the session keeps the number of the ticket that a visitor's confirmation has opened."""


@area.page("/stall-en-fraga/granska", access=Permission.TICKET_ASK)
def check_question() -> ResponseReturnValue:
    """Show all that was typed, what may answer it already, and when the answer comes."""
    draft = this_draft()
    if draft is None:
        return redirect(_after(sent_as(current_actor(), draft_key())), 303)
    form = question_form(MultiDict(draft.fields))
    if not form.validate():
        return redirect(url_for("tickets.ask", ratta=1), 303)
    return _show(draft, form)


def _check_again(refused: DomainError) -> str:
    draft = this_draft()
    if draft is None:
        raise HiddenError
    return _show(draft, question_form(MultiDict(draft.fields)), refused)


@area.action("/stall-en-fraga/skicka", access=Permission.TICKET_ASK, again=_check_again)
def send_question() -> ResponseReturnValue:
    """Send the question; a visitor's is put aside until its address is confirmed."""
    actor, key, now = current_actor(), draft_key(), clock.now()
    draft = draft_row(actor, key, now, is_locked=True)
    if draft is None:
        return redirect(_after(sent_as(actor, key)), 303)
    if not form_to_check(draft.fields).validate():
        return redirect(url_for("tickets.ask", ratta=1), 303)
    count_question(actor, str(draft.fields.get("email", "")))
    if actor.id is None:
        keep_question(actor, key, language=chosen_language(), now=now)
        return redirect(url_for("tickets.confirm_sent"), 303)
    ticket = send(actor, draft, prefix=site().reference_prefix, promise=site().promise, now=now)
    return redirect(url_for("tickets.question_sent", reference=ticket.reference), 303)


@area.action("/stall-en-fraga/filer/ta-bort", access=Permission.TICKET_ASK)
def remove_file() -> ResponseReturnValue:
    """Take a file away from the question that is being checked."""
    draft, chosen = this_draft(), request.form.get("file", "")
    if draft is None:
        raise HiddenError
    detach(draft.id, [file.id for file in draft.files if str(file.id) == chosen], store=site().files)
    return redirect(url_for("tickets.check_question"), 303)


@area.page("/stall-en-fraga/tack/<reference>", access=Permission.TICKET_ASK)
def question_sent(reference: str) -> str:
    """Say thank you: the number, when the answer comes, what happens next."""
    actor = current_actor()
    is_just_sent = session.get(SENT) == reference
    due_at = due_of(actor, reference, is_just_sent=is_just_sent)
    return render_template(
        "tickets/question_sent.html", reference=reference, due_at=due_at, is_signed_in=actor.id is not None
    )


def _after(reference: str | None) -> str:
    """Where somebody belongs who has no draft: at the ticket that it became, else at the empty form."""
    return url_for("tickets.question_sent", reference=reference) if reference else url_for("tickets.ask")


def _show(draft: Draft, form: QuestionForm, refused: DomainError | None = None) -> str:
    return render_template(
        "tickets/check_question.html",
        send_form=HouseForm(),
        draft=draft,
        answers=_answers(form),
        text=form.text.data,
        render=render,
        suggestions=_suggestions(f"{form.subject.data}\n{form.text.data}"),
        answered_by=promised_by(clock.now(), site().promise),
        is_visitor=current_actor().id is None,
        refused=refused,
    )


def _answers(form: QuestionForm) -> list[tuple[str, str, str]]:
    """(label, answer, id of the field) for every field but the text and the files, in the form's order."""
    shown: list[Any] = [form.name, form.email] if "email" in form else []
    shown += [form.subject, form.municipality, form.topic, form.phase, form.wanted_by, form.their_reference]
    shown += [form.sharing] if "sharing" in form else []
    return [(str(field.label.text), _in_words(field), field.id) for field in shown]


def _in_words(field: object) -> str:
    data = getattr(field, "data", None)
    if choices := getattr(field, "iter_choices", None):
        return next((str(choice.label) for choice in choices() if choice.value == data), "")
    if isinstance(data, date):
        return day_long(data)
    return str(data or "") or gettext("Not given")


def _suggestions(text: str) -> tuple[Found, ...]:
    try:
        return suggestions(engine(), KIND, current_actor(), text[:5000])
    except SearchUnavailableError:
        return ()  # the question can be sent all the same
