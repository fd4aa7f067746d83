"""Letters that wait for a decision: the list, and each with what can be decided."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from werkzeug.datastructures import MultiDict

from helpdesk.domain.errors import DomainError, HiddenError, InputError
from helpdesk.domain.incoming import HoldReason
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.domain.reuse import with_part
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.forms import words
from helpdesk.mailroom.forms.deciding import AddToTicketForm, AnswerSenderForm, FileAsNewForm
from helpdesk.mailroom.forms.ways import Way, advised, comes_along_clean
from helpdesk.mailroom.operations.decide import TakenOverError
from helpdesk.mailroom.operations.laying import LONGEST_SUBJECT
from helpdesk.mailroom.queries.held import HeldPage, held_letter, held_letters
from helpdesk.mailroom.queries.shown import NOBODY, head_for
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.reading import head_of
from helpdesk.mailroom.tasks.fetch import mailboxes
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import HouseForm
from helpdesk.web.seen import VersionForm

LETTERS_LANGUAGE = "sv"
"""Of an answer to somebody of whom nothing is known but the address."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Every form of the page; `button` is that of those that are a button alone."""

    new: FileAsNewForm
    add: AddToTicketForm
    answer: AnswerSenderForm
    button: VersionForm


@area.page("/handlaggning/post", access=Permission.LETTER_DECIDE)
def list_held_letters() -> str:
    """Show the letters that wait, those first that have waited longest."""
    page = held_letters(current_actor(), request.args.get("sida", ""))
    return render_template(
        "mailroom/list_held_letters.html",
        letters=page.items,
        earlier=_beside(page.earlier),
        later=_beside(page.later),
        has_several_mailboxes=len({*(each.name for each in mailboxes()), *(each.mailbox for each in page.items)}) > 1,
        words=words,
    )


@area.page("/handlaggning/post/<int:letter_id>", access=Permission.LETTER_DECIDE)
def show_held_letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter that waits; one that has been decided on is shown with what it became."""
    page = held_letter(current_actor(), letter_id)
    if page.is_decided:
        return redirect(url_for("mailroom.show_letter", letter_id=letter_id), 303)
    return _shown(page, None, forms_of(page))


@area.lookup("/handlaggning/post/<int:letter_id>/fardigt-svar", access=Permission.LETTER_DECIDE)
def begin_answer(letter_id: int) -> ResponseReturnValue:
    """Lay a ready answer into what is written: the whole page again, or for the script the ready answer alone."""
    page = held_letter(current_actor(), letter_id)
    ready = _ready(request.form.get("ready", ""))
    if not ready:
        raise HiddenError
    if request.accept_mimetypes.best == "text/plain":
        return ready, 200, {"Content-Type": "text/plain; charset=utf-8"}
    forms = forms_of(page)
    written = forms.answer.typed("text") or ""
    is_own = written not in {_ready(key) for key in words.READY}  # another ready answer as it was is nobody's work
    forms.answer.text.data = with_part(written, ready) if is_own else ready
    return _shown(page, None, forms)


def shown_again(letter_id: int, refused: DomainError | None = None) -> str:
    """The page with what was typed, after a form was sent in vain."""
    page = held_letter(current_actor(), letter_id)
    return _shown(page, refused, forms_of(page))


def forms_of(page: HeldPage) -> Forms:
    """The forms: the one that was sent as it was typed, the others with what is proposed."""
    text = masked(page.words.text)
    has_files = page.reason is not HoldReason.PERSONAL_DATA
    forms = Forms(
        new=FileAsNewForm(
            formdata=_sent("save_letter_as_ticket"),
            subject=masked(page.subject)[:LONGEST_SUBJECT],
            text=text,
            with_files=has_files,
        ),
        add=AddToTicketForm(
            formdata=_sent("add_letter_to_ticket"),
            text=text,
            with_files=has_files,
            reference=page.proposal.reference if page.proposal else "",
        ),
        answer=AnswerSenderForm(formdata=_sent("answer_letter", "begin_answer"), text=_ready(_usual(page))),
        button=VersionForm(formdata=None),
    )
    for form in (forms.new, forms.add):
        form.propose(text)
    return forms


def posted(forms: Forms) -> FileAsNewForm | AddToTicketForm | AnswerSenderForm | None:
    """The form with fields that came with the request, if any."""
    by_endpoint = {
        "save_letter_as_ticket": forms.new,
        "add_letter_to_ticket": forms.add,
        "answer_letter": forms.answer,
    }
    return by_endpoint.get(_endpoint()) if request.method == "POST" else None


def _shown(page: HeldPage, refused: DomainError | None, forms: Forms) -> str:
    sent = posted(forms)
    if sent is not None:
        sent.validate()
    is_at_field = isinstance(refused, InputError) and sent is not None and refused.field in sent
    if isinstance(refused, InputError) and sent is not None:
        sent.refuse(refused)
    for form in (forms.new, forms.add, forms.answer, forms.button):
        form.saw(page.version)
    return render_template(
        "mailroom/show_held_letter.html",
        page=page,
        head=_head(page),
        forms=forms,
        form=forms.answer if _endpoint() == "begin_answer" else sent,
        refused=None if is_at_field else refused,
        is_taken_over=isinstance(refused, TakenOverError) and page.handler is not None and not page.is_mine,
        open_way=_open_way(page, forms, sent),
        only_aside=not page.may_be_answered,
        comes_along_clean=comes_along_clean(page),
        ready={} if page.reason in words.NEVER_ANSWERED else words.READY,
        words=words,
    )


def _head(page: HeldPage) -> IncomingLetter | None:
    """What the letter's head says, as its reader may see it."""
    head, actor = head_of(page.raw_key), current_actor()
    return head and head_for(actor, actor.id if page.is_mine else NOBODY, head)


def _open_way(page: HeldPage, forms: Forms, sent: HouseForm | None) -> Way | None:
    """The way that was just gone in vain, the answer that a ready one was laid into, or else the one that is advised."""
    ways = ((Way.NEW, forms.new), (Way.ADD, forms.add), (Way.ANSWER, forms.answer))
    if sent is not None:
        return next(way for way, form in ways if form is sent)
    if _endpoint() == "begin_answer":
        return Way.ANSWER
    return advised(page) if page.may_decide else None


def _usual(page: HeldPage) -> str:
    """The ready answer that goes with what the letter holds."""
    return "personuppgifter" if page.reason is HoldReason.PERSONAL_DATA else ""


def _ready(key: str) -> str:
    """The ready answer of this name as its reader will read it; empty where there is none."""
    if key not in words.READY:
        return ""
    with force_locale(LETTERS_LANGUAGE):
        return gettext(words.READY[key][1])


def _sent(*endpoints: str) -> MultiDict[str, str] | None:
    return request.form if request.method == "POST" and _endpoint() in endpoints else None


def _endpoint() -> str:
    return (request.endpoint or "").removeprefix("mailroom.")


def _beside(cursor: str | None) -> str | None:
    return url_for("mailroom.list_held_letters", sida=cursor) if cursor else None
