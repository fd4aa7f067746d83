"""The words that are added to letters: list, write, look at before saving, take out."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from helpdesk.domain.accounts import Language
from helpdesk.domain.errors import N_, DomainError, HiddenError, InputError, StaleError
from helpdesk.domain.letters import KINDS, PLACE_NAMES, About
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.letters.showing import shown
from helpdesk.settings.forms.letter_text import LONGEST, LetterTextForm, TextVersionForm
from helpdesk.settings.operations.write_letter_text import Words, write_letter_text
from helpdesk.settings.queries.letter_texts import AddedText, added_text, languages_added
from helpdesk.settings.routes.area import area
from helpdesk.settings.routes.samples import sample
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import clean
from helpdesk.web.letters import letter_parts

PREVIEW = "settings.preview_letter_text"
GROUPS: Mapping[About, str] = {
    About.TICKET: N_("Questions and tickets"),
    About.QUESTION: N_("Questions by visitors"),
    About.CONSULTATION: N_("To experts"),
    About.ARTICLE: N_("Articles"),
    About.NOTICES: N_("Notices"),
    About.LETTER: N_("Letters that come in"),
    About.ACCOUNT: N_("Accounts"),
}
"""Headings of the list, in their order."""
LANGUAGE_NAMES: Mapping[Language, str] = {Language.SWEDISH: N_("Swedish"), Language.ENGLISH: N_("English")}


@area.page("/admin/mejltexter", access=Permission.LETTER_TEXT_WRITE)
def list_letter_texts() -> str:
    """Show every kind of letter, and to which something is added."""
    groups = [
        (gettext(name), {letter: kind for letter, kind in KINDS.items() if kind.about is about})
        for about, name in GROUPS.items()
    ]
    return render_template(
        "settings/list_letter_texts.html",
        groups=groups,
        added=languages_added(),
        language_names={language.value: name for language, name in LANGUAGE_NAMES.items()},
    )


@area.page("/admin/mejltexter/<letter>", access=Permission.LETTER_TEXT_WRITE)
def show_letter_text(letter: str, refused: DomainError | None = None) -> str:
    """Show what is added to a letter, to be changed, with the letter as it would leave."""
    if letter not in KINDS:
        raise HiddenError
    language = _language()
    text = added_text(letter, language)
    form = _form(letter, text)
    if request.endpoint == "settings.save_letter_text":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    form.version.data = str(text.version)
    return render_template(
        "settings/show_letter_text.html",
        letter=letter,
        kind=KINDS[letter],
        language=language.value,
        language_names=LANGUAGE_NAMES,
        place_names={place.value: PLACE_NAMES[place] for place in KINDS[letter].places},
        text=text,
        form=form,
        button_form=TextVersionForm(formdata=None, version=text.version),
        refused=None if isinstance(refused, InputError) else refused,
        is_stale=isinstance(refused, StaleError),
        preview=_preview(letter, language, form),
    )


@area.action("/admin/mejltexter/<letter>", access=Permission.LETTER_TEXT_WRITE, again=show_letter_text)
def save_letter_text(letter: str) -> ResponseReturnValue:
    """Store what is added to the letter."""
    form = _form(letter, None)
    if not form.validate():
        return show_letter_text(letter), 422
    return _write(letter, form.words(), form, gettext("The letter's text is saved."))


@area.action("/admin/mejltexter/<letter>/ta-bort", access=Permission.LETTER_TEXT_WRITE, again=show_letter_text)
def remove_letter_text(letter: str) -> ResponseReturnValue:
    """Let the letter leave with its own words only."""
    return _write(letter, Words("", ""), TextVersionForm(), gettext("Nothing is added to the letter any more."))


@area.lookup("/admin/mejltexter/<letter>/forhandsgranska", access=Permission.LETTER_TEXT_WRITE)
def preview_letter_text(letter: str) -> ResponseReturnValue:
    """Show the letter with what is typed: as a part for the script, else as the whole page again."""
    if letter not in KINDS:
        raise HiddenError
    if not request.headers.get("HX-Request"):
        return show_letter_text(letter)
    language = _language()
    preview = _preview(letter, language, _form(letter, None))
    page = render_template("settings/_letter_preview.html", preview=preview, language=language.value)
    return page, 200, {"X-Partial": "1"}


def _write(letter: str, words: Words, form: TextVersionForm, said: str) -> ResponseReturnValue:
    language = _language()
    write_letter_text(current_actor(), letter, language, words, seen_version=form.seen_version, now=clock.now())
    flash(said, "success")
    return redirect(url_for("settings.show_letter_text", letter=letter, sprak=language.value), 303)


def _language() -> Language:
    return Language.ENGLISH if request.args.get("sprak") == Language.ENGLISH.value else Language.SWEDISH


def _form(letter: str, text: AddedText | None) -> LetterTextForm:
    """The form as it was sent, else with the text as it is."""
    if "opening" in request.form or text is None:
        form = LetterTextForm()
    else:
        form = LetterTextForm(formdata=None, opening=text.opening, closing=text.closing)
    form.offer(KINDS[letter].places if letter in KINDS else ())
    return form


def _preview(letter: str, language: Language, form: LetterTextForm) -> dict[str, object]:
    """The letter as it would leave, about something invented; what can't be filled in stands as it was typed."""
    opening, closing = (clean(each.data)[:LONGEST] for each in (form.opening, form.closing))
    with force_locale(language.value):
        parts = letter_parts(letter, sample(letter, language.value), opening=opening, closing=closing)
    return {"subject": parts.subject, "text": parts.text, "html": shown(parts.html)}
