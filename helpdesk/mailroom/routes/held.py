"""Letters that wait for a decision: the list, and each with what can be decided."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from werkzeug.datastructures import MultiDict

from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.incoming import HoldReason
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.mailroom.forms import words
from helpdesk.mailroom.forms.deciding import AddToTicketForm, AnswerSenderForm, FileAsNewForm
from helpdesk.mailroom.forms.ways import Way, advised, comes_along_clean
from helpdesk.mailroom.operations.laying import LONGEST_SUBJECT
from helpdesk.mailroom.queries.held import HeldPage, held_letter, held_letters
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.reading import head_of
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
        words=words,
    )


@area.page("/handlaggning/post/<int:letter_id>", access=Permission.LETTER_DECIDE)
def show_held_letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter that waits; one that has been decided on is shown with what it became."""
    page = held_letter(current_actor(), letter_id)
    if page.is_decided:
        return redirect(url_for("mailroom.show_letter", letter_id=letter_id), 303)
    return _shown(page, None)


def shown_again(letter_id: int, refused: DomainError | None = None) -> str:
    """The page with what was typed, after a form was sent in vain."""
    return _shown(held_letter(current_actor(), letter_id), refused)


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
        answer=AnswerSenderForm(formdata=_sent("answer_letter"), text=_ready(page)),
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


def _shown(page: HeldPage, refused: DomainError | None) -> str:
    forms = forms_of(page)
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
        head=head_of(page.raw_key),
        forms=forms,
        form=sent,
        refused=None if is_at_field else refused,
        open_way=_open_way(page, forms, sent),
        only_aside=not page.may_be_answered,
        comes_along_clean=comes_along_clean(page),
        ready={} if page.reason in words.NEVER_ANSWERED else words.READY,
        words=words,
    )


def _open_way(page: HeldPage, forms: Forms, sent: HouseForm | None) -> Way | None:
    """The way that was just gone in vain, the one whose ready answer was chosen, or else the one that is advised."""
    ways = ((Way.NEW, forms.new), (Way.ADD, forms.add), (Way.ANSWER, forms.answer))
    if sent is not None:
        return next(way for way, form in ways if form is sent)
    if not page.may_decide:
        return None
    return Way.ANSWER if request.args.get("svar", "") in words.READY else advised(page)


def _ready(page: HeldPage) -> str:
    """The answer to begin with: the one that was chosen, or the one that goes with what the letter holds."""
    usual = "personuppgifter" if page.reason is HoldReason.PERSONAL_DATA else ""
    chosen = words.READY.get(request.args.get("svar", usual))
    if chosen is None:
        return ""
    with force_locale(LETTERS_LANGUAGE):
        return gettext(chosen[1])


def _sent(endpoint: str) -> MultiDict[str, str] | None:
    return request.form if request.method == "POST" and _endpoint() == endpoint else None


def _endpoint() -> str:
    return (request.endpoint or "").removeprefix("mailroom.")


def _beside(cursor: str | None) -> str | None:
    return url_for("mailroom.list_held_letters", sida=cursor) if cursor else None
