"""Questions to experts in model municipalities, as their expert sees and answers them."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.tickets.forms import consult_words
from helpdesk.tickets.forms.consultation import LONGEST, AcceptForm, AnswerForm, DeclineForm, WriteForm
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.attach import Holder, attach
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.keep_answer import keep_answer
from helpdesk.tickets.queries.questions import QuestionPage, question_page, questions_for, shared_file
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.files import send_stored
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm, clean
from helpdesk.web.site import site

SENT = {
    "tickets.accept_question": AcceptForm,
    "tickets.answer_question": AnswerForm,
    "tickets.preview_answer": AnswerForm,
    "tickets.save_expert_draft": AnswerForm,
    "tickets.decline_question": DeclineForm,
    "tickets.write_to_adviser": WriteForm,
}
"""Which form each address takes."""


@dataclass(frozen=True, slots=True)
class QuestionForms:
    """The forms of the page; the one that was just sent holds what was typed and what is wrong with it."""

    accept: AcceptForm
    answer: AnswerForm
    decline: DeclineForm
    write: WriteForm
    sent: HouseForm | None

    @classmethod
    def of_request(cls, page: QuestionPage) -> "QuestionForms":
        """Empty forms, but for the reader's own draft and the one that was sent and refused."""
        begun = page.draft.text if page.draft else ""
        kind = SENT.get(request.endpoint or "") if request.method == "POST" else None
        accept = AcceptForm() if kind is AcceptForm else AcceptForm(formdata=None)
        answer = AnswerForm() if kind is AnswerForm else AnswerForm(formdata=None, text=begun)
        decline = DeclineForm() if kind is DeclineForm else DeclineForm(formdata=None)
        write = WriteForm() if kind is WriteForm else WriteForm(formdata=None)
        write.files.id = "message-files"
        sent = next((form for form in (accept, answer, decline, write) if type(form) is kind), None)
        if sent is not None and request.endpoint != "tickets.preview_answer":
            sent.validate()
        return cls(accept, answer, decline, write, sent)


@area.page("/fragor-till-dig", access=Permission.CONSULTATION_ANSWER)
def list_questions_for_you() -> str:
    """Show the questions that the reader is asked to answer."""
    return render_template(
        "tickets/list_questions_for_you.html",
        questions=questions_for(current_actor(), today=swedish_day(clock.now())),
        words=consult_words,
    )


@area.page("/fragor-till-dig/<int:consultation_id>", access=Permission.CONSULTATION_READ)
def show_question(consultation_id: int, refused: DomainError | None = None) -> str:
    """Show what was shared, and nothing else; with what was typed and why it was refused."""
    page = question_page(current_actor(), consultation_id, today=swedish_day(clock.now()))
    forms = QuestionForms.of_request(page)
    if isinstance(refused, InputError) and forms.sent is not None:
        forms.sent.refuse(refused)
    is_at_field = isinstance(refused, InputError) and forms.sent is not None and bool(forms.sent.errors)
    return render_template(
        "tickets/show_question.html",
        page=page,
        forms=forms,
        form=forms.sent,
        refused=None if is_at_field else refused,
        typed=_typed(page),
        preview=_preview() if request.endpoint == "tickets.preview_answer" else None,
        render=render,
        words=consult_words,
    )


@area.page("/fragor-till-dig/<int:consultation_id>/filer/<int:file_id>", access=Permission.CONSULTATION_READ)
def get_shared_file(consultation_id: int, file_id: int) -> ResponseReturnValue:
    """Send a file that was shared."""
    return send_stored(shared_file(current_actor(), consultation_id, file_id))


@area.action(
    "/fragor-till-dig/<int:consultation_id>/ta-emot", access=Permission.CONSULTATION_ANSWER, again=show_question
)
def accept_question(consultation_id: int) -> ResponseReturnValue:
    """Take the question on."""
    accept_consultation(current_actor(), consultation_id, now=clock.now())
    flash(gettext("The question is yours. Thank you."), "success")
    return _to_question(consultation_id)


@area.action(
    "/fragor-till-dig/<int:consultation_id>/tacka-nej", access=Permission.CONSULTATION_ANSWER, again=show_question
)
def decline_question(consultation_id: int) -> ResponseReturnValue:
    """Give the question back, with a reason."""
    form = DeclineForm()
    if not form.validate():
        return show_question(consultation_id), 422
    decline_consultation(
        current_actor(), consultation_id, form.typed("reason"), promise=site().promise, now=clock.now()
    )
    flash(gettext("You have declined the question. The adviser reads your reason."), "success")
    return redirect(url_for("tickets.list_questions_for_you"), 303)


@area.action("/fragor-till-dig/<int:consultation_id>/svara", access=Permission.CONSULTATION_ANSWER, again=show_question)
def answer_question(consultation_id: int) -> ResponseReturnValue:
    """Answer, with files and the time that it took."""
    form, now = AnswerForm(), clock.now()
    if not form.validate():
        return show_question(consultation_id), 422
    sent = answer_consultation(
        current_actor(),
        consultation_id,
        form.typed("text"),
        minutes=form.minutes_spent,
        promise=site().promise,
        now=now,
    )
    for message_id in sent.message_ids:
        attach(form.uploads, Holder(message_id=message_id), store=site().files, now=now)
    said = gettext("Your answer is sent to the municipality that asks.") if sent.public_id else None
    flash(said or gettext("Your answer is sent to the adviser."), "success")
    return _to_question(consultation_id)


@area.action(
    "/fragor-till-dig/<int:consultation_id>/utkast", access=Permission.CONSULTATION_ANSWER, again=show_question
)
def save_expert_draft(consultation_id: int) -> ResponseReturnValue:
    """Keep what has been written so far: without a word for the script, with a page for who pressed the button."""
    text, is_pressed = clean(request.form.get("text"))[:LONGEST], "save" in request.form
    if personal_numbers(text):
        return show_question(consultation_id) if is_pressed else "", 422
    keep_answer(current_actor(), consultation_id, text, now=clock.now())
    if not is_pressed:
        return "", 204
    flash(gettext("The draft is saved."), "success")
    return _to_question(consultation_id, "svara")


@area.action("/fragor-till-dig/<int:consultation_id>/skriv", access=Permission.CONSULTATION_ANSWER, again=show_question)
def write_to_adviser(consultation_id: int) -> ResponseReturnValue:
    """Write to the adviser, before the answer or after it."""
    form, now = WriteForm(), clock.now()
    if not form.validate():
        return show_question(consultation_id), 422
    sent = continue_consultation(current_actor(), consultation_id, form.typed("message"), now=now)
    attach(form.uploads, Holder(message_id=sent.id), store=site().files, now=now)
    flash(gettext("Your message is sent to the adviser."), "success")
    return _to_question(consultation_id, f"meddelande-{sent.id}")


@area.lookup("/fragor-till-dig/<int:consultation_id>/forhandsgranska", access=Permission.CONSULTATION_ANSWER)
def preview_answer(consultation_id: int) -> ResponseReturnValue:
    """Show the answer as its readers will see it: as a part for the script, else as the whole page again."""
    if request.headers.get("HX-Request"):
        return render_template("tickets/_preview.html", html=_preview()), 200, {"X-Partial": "1"}
    return show_question(consultation_id)


def _to_question(consultation_id: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("tickets.show_question", consultation_id=consultation_id, _anchor=anchor), 303)


def _preview() -> str:
    return render(clean(request.form.get("text"))[:LONGEST], heading_base=4, line_breaks=True)


def _typed(page: QuestionPage) -> list[str]:
    """What was written in a form that the page has no more, to be copied: the question was taken back meanwhile."""
    if request.method != "POST":
        return []
    stands = {"text": page.may_answer, "message": page.may_write, "reason": page.may_decline}
    return [
        typed for name, is_there in stands.items() if not is_there and (typed := request.form.get(name, "").strip())
    ]
