"""What an adviser reads and writes on a ticket."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.queries.people import advisers
from helpdesk.canned_replies.operations.use_replies import use_replies
from helpdesk.directory.queries.municipalities import municipalities_by_name
from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError, InputError, StaleError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.reuse import with_part
from helpdesk.domain.service_level import Promise, promised_by
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.search.queries.found import Found
from helpdesk.tickets.forms import consult_words, desk_words
from helpdesk.tickets.forms.beside import MergeForm
from helpdesk.tickets.forms.composer import INTERNAL, LONGEST, REQUESTER, ComposerForm
from helpdesk.tickets.forms.handling import AssignForm, ClassifyForm, WaitForm
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.forms.tags import TagForm
from helpdesk.tickets.models.ticket import Message
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.attach import Holder, attach
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.save_reply_draft import forget_reply_draft, save_reply_draft
from helpdesk.tickets.operations.spend_time import Spent, spend_time
from helpdesk.tickets.queries.articles_made import articles_made_of
from helpdesk.tickets.queries.desk import DeskPage, desk_page
from helpdesk.tickets.queries.time_given import time_given_to
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.asked_forms import AskedForms
from helpdesk.tickets.routes.beside_forms import BesideForms
from helpdesk.tickets.routes.inserting import insert_canned, offer_canned
from helpdesk.tickets.routes.similar import asked_in, similar_answers
from helpdesk.tickets.routes.telling import answer_of_expert, expert_and_home, timeline
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm, clean
from helpdesk.web.i18n import chosen_language
from helpdesk.web.selects import indented
from helpdesk.web.site import site

DAYS_TO_REPLY = 10
"""Working days that a municipality has to reply before the ticket wakes by itself, where the adviser says nothing else."""
QUEUE = "/handlaggning"


@dataclass(frozen=True, slots=True)
class DeskForms:
    """The forms of the page; the one that was just sent holds what was typed and what is wrong with it."""

    composer: ComposerForm
    assign: AssignForm
    classify: ClassifyForm
    wait: WaitForm
    tags: TagForm
    merge: MergeForm
    asked: AskedForms
    beside: BesideForms
    sent: HouseForm | None

    @property
    def of_ticket(self) -> tuple[SeenForm, ...]:
        """The forms that change the ticket itself, and know its version on screen."""
        return self.composer, self.assign, self.classify, self.wait, self.tags, self.merge

    @staticmethod
    def button(page: DeskPage) -> SeenForm:
        """A form of its own for a button that stands alone, with its own once key."""
        form = SeenForm(formdata=None)
        form.saw(page.version, page.last_event_at)
        return form

    @classmethod
    def of(cls, page: DeskPage) -> "DeskForms":
        """Fill the forms with what the ticket is, and one of them with what was just sent."""
        sent = {"tickets.assign_ticket": AssignForm, "tickets.classify_ticket": ClassifyForm}
        sent |= {"tickets.wait_for_other": WaitForm, "tickets.answer_ticket": ComposerForm}
        sent |= {"tickets.save_ticket_tags": TagForm, "tickets.merge_ticket": MergeForm}
        kind = sent.get(request.endpoint or "") if request.method == "POST" else None
        forms = cls(
            composer=composer_form(page, is_sent=kind is ComposerForm or request.endpoint == "tickets.preview"),
            assign=assign_form(page, is_sent=kind is AssignForm),
            classify=classify_form(page, is_sent=kind is ClassifyForm),
            wait=WaitForm() if kind is WaitForm else WaitForm(formdata=None, wake_on=_later_day(clock.now())),
            tags=tag_form(page, is_sent=kind is TagForm),
            merge=MergeForm() if kind is MergeForm else MergeForm(formdata=None),
            asked=AskedForms.of(page.consultations.asked),
            beside=BesideForms.of(swedish_day(clock.now())),
            sent=None,
        )
        written = next((form for form in forms.of_ticket if type(form) is kind), None)
        if written is not None:
            written.validate()
        return replace(forms, sent=written or forms.asked.sent or forms.beside.sent)


def desk_view(reference: str, refused: DomainError | None = None) -> str:
    """The ticket's page for the desk, with what was typed and why it was refused."""
    actor, now = current_actor(), clock.now()
    page = desk_page(actor, reference, language=chosen_language(), now=now)
    forms = DeskForms.of(page)
    seen_at = SeenForm().seen_until if isinstance(refused, StaleError) else None
    if isinstance(refused, InputError) and forms.sent is not None:
        forms.sent.refuse(refused)
    _renew(forms, page)
    return render_template(
        "tickets/show_ticket_desk.html",
        page=page,
        form=forms.sent or forms.composer,
        forms=forms,
        refused=None if isinstance(refused, InputError) and forms.sent and forms.sent.errors else refused,
        is_stale=isinstance(refused, StaleError),
        lines=timeline(page, seen_at),
        similar=_similar(page) if request.endpoint == "tickets.show_similar" else None,
        made=articles_made_of(reference) if page.was_reused else (),
        related=page.others.related,
        time=time_given_to(actor, reference),
        preview=_preview(forms.composer) if request.endpoint == "tickets.preview" else None,
        back=came_from(),
        fran=request.args.get("fran"),
        words=desk_words,
        consult_words=consult_words,
        expert_and_home=expert_and_home,
    )


@area.action("/arenden/<reference>/besvara", access=Permission.TICKET_ANSWER, again=desk_view)
def answer_ticket(reference: str) -> ResponseReturnValue:
    """Send the answer, the question back or the internal note, with its files."""
    form, now = _sent_composer(), clock.now()
    if not form.validate():
        return desk_view(reference), 422
    message, said = _send(form, reference, now)
    attach(form.uploads, Holder(message_id=message.id), store=site().files, now=now)
    forget_reply_draft(message.ticket_id, message.author_id)
    use_replies(current_actor(), form.used_replies, now=now)
    if form.spent.data:
        spend_time(current_actor(), reference, Spent(form.typed("spent"), swedish_day(now)), now=now)
    flash(said, "success")
    return to_ticket(reference, f"meddelande-{message.id}")


@area.action("/arenden/<reference>/utkast", access=Permission.TICKET_NOTE)
def save_answer_draft(reference: str) -> ResponseReturnValue:
    """Keep what has been written so far: without a word for the script, with a page for who pressed the button."""
    save_reply_draft(
        current_actor(),
        reference,
        clean(request.form.get("text"))[:LONGEST],
        is_internal=request.form.get("readers") == INTERNAL,
        now=clock.now(),
    )
    if "save" not in request.form:
        return "", 204
    flash(gettext("The draft is saved."), "success")
    return to_ticket(reference, "svara")


@area.lookup("/arenden/<reference>/forhandsgranska", access=Permission.TICKET_NOTE)
def preview(reference: str) -> ResponseReturnValue:
    """Show what has been written as its readers will see it: as a part for the script, else as the whole page again."""
    if request.headers.get("HX-Request"):
        html = render(clean(request.form.get("text"))[:LONGEST], heading_base=4, line_breaks=True)
        return render_template("tickets/_preview.html", html=html), 200, {"X-Partial": "1"}
    return desk_view(reference)


def to_ticket(reference: str, anchor: str | None = None) -> ResponseReturnValue:
    """Back to the ticket's page, with the way back to the queue kept."""
    fran = request.args.get("fran")
    return redirect(url_for("tickets.show_ticket", reference=reference, fran=fran, _anchor=anchor), 303)


def came_from() -> str:
    """The address of the list that the reader came from; nothing but our own queue counts."""
    fran = request.args.get("fran", "")
    return fran if fran == QUEUE or fran.startswith(f"{QUEUE}?") else QUEUE


def composer_form(page: DeskPage, *, is_sent: bool) -> ComposerForm:
    """The composer as it was sent, or with the reader's own draft."""
    if is_sent:
        form = _sent_composer()
        if inserted := request.form.get("insert", "")[:500] or answer_of_expert(page, request.form.get("use", "")):
            form.text.data = with_part(form.text.data or "", inserted)
        insert_canned(form, page)
    else:
        draft = page.draft
        is_internal = draft.is_internal if draft else not page.may_answer
        form = ComposerForm(
            formdata=None, text=draft.text if draft else "", readers=INTERNAL if is_internal else REQUESTER
        )
    offer_canned(form, page)
    if not page.may_answer:
        form.readers.data = INTERNAL
    form.wake_on.data = form.wake_on.data or _later_day(clock.now())
    return form


def assign_form(page: DeskPage | None, *, is_sent: bool) -> AssignForm:
    """The form that gives the ticket to somebody."""
    if is_sent or page is None:
        form = AssignForm()
    else:
        form = AssignForm(formdata=None, owner=page.owner.id if page.owner else current_actor().id)
    form.offer((person.id, person.name) for person in (page.names.advisers if page else advisers()))
    return form


def classify_form(page: DeskPage | None, *, is_sent: bool) -> ClassifyForm:
    """The form that says what the ticket is about."""
    if is_sent or page is None:
        form = ClassifyForm()
    else:
        first, second, third = (*page.topics, "", "", "")[:3]
        code = page.municipality.code if page.municipality else ""
        form = ClassifyForm(
            formdata=None,
            first_topic=first,
            second_topic=second,
            third_topic=third,
            phase=page.phase or "",
            priority=page.priority.value,
            municipality=code,
        )
    topics = page.names.topics.options if page else topic_options(chosen_language())
    form.offer(list(indented(topics)), page.names.municipalities.items() if page else municipalities_by_name())
    return form


def tag_form(page: DeskPage, *, is_sent: bool) -> TagForm:
    """The form for the ticket's tags."""
    form = TagForm() if is_sent else TagForm(formdata=None)
    if not is_sent:
        form.shows(page.names.tags.names)
    return form


def _send(form: ComposerForm, reference: str, now: datetime) -> tuple[Message, str]:
    actor, words = current_actor(), form.typed("text")
    if form.is_internal:
        return note(actor, reference, words, now=now), gettext("The note is saved.")
    if form.asks_back:
        day, version = form.typed("wake_on"), form.seen_version
        sent = ask_back(actor, reference, words, wake_on=day, seen_version=version, now=now)
        return sent, gettext("The question is sent to the municipality.")
    sent = answer(actor, reference, words, seen_version=form.seen_version, now=now)
    return sent, gettext("The answer is sent to the municipality.")


def _later_day(now: datetime) -> date:
    promise = Promise(DAYS_TO_REPLY, site().promise.calendar)
    return swedish_day(promised_by(now, promise))


def _sent_composer() -> ComposerForm:
    form = ComposerForm()
    form.obey(request.form.get("send", ""))
    return form


def _renew(forms: DeskForms, page: DeskPage) -> None:
    """What is sent next time is sent by somebody who has seen the page as it is now."""
    for form in forms.of_ticket:
        form.saw(page.version, page.last_event_at)


def _similar(page: DeskPage) -> tuple[Found, ...]:
    return similar_answers(current_actor(), *asked_in(page))


def _preview(form: ComposerForm) -> str:
    return render((form.text.data or "")[:LONGEST], heading_base=4, line_breaks=True)
