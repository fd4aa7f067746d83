"""What somebody at the desk decides about a letter: each decision a button with its form."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from helpdesk.domain.errors import HiddenError
from helpdesk.domain.incoming import LetterStand
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import IncomingLetter, Mailbox
from helpdesk.mailroom.operations.decide import (
    Held,
    LetterStaleError,
    answer_sender,
    file_as_new,
    lay_on_ticket,
    put_aside,
    take_on,
)
from helpdesk.mailroom.operations.decide_anew import decide_anew
from helpdesk.mailroom.operations.give_back import give_back
from helpdesk.mailroom.operations.laying import Laid
from helpdesk.mailroom.queries.held import HeldPage, held_letter
from helpdesk.mailroom.queries.letters import kept_letter, reference_of
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.held import forms_of, shown_again
from helpdesk.mailroom.routes.letters import letter_again
from helpdesk.mailroom.routes.reading import whole
from helpdesk.mailroom.tasks.intake import house
from helpdesk.web.actor import current_actor
from helpdesk.web.seen import VersionForm

SPAM, NOTHING_TO_DO = "skrap", "inget"
"""Why a letter is put aside, as the buttons say."""
_UNREAD = IncomingLetter(subject="", sender=Mailbox("", ""))
"""For decisions that need nothing of what stands in the letter."""


@area.action("/handlaggning/post/<int:letter_id>/ta-hand-om", access=Permission.LETTER_DECIDE, again=shown_again)
def take_on_letter(letter_id: int) -> ResponseReturnValue:
    """Take on the letter."""
    _waiting(letter_id)
    take_on(current_actor(), letter_id, now=clock.now())
    flash(gettext("The letter is yours to decide on."), "success")
    return redirect(url_for("mailroom.show_held_letter", letter_id=letter_id), 303)


@area.action("/handlaggning/post/<int:letter_id>/lamna-tillbaka", access=Permission.LETTER_DECIDE, again=shown_again)
def give_back_letter(letter_id: int) -> ResponseReturnValue:
    """Leave the letter to others."""
    _waiting(letter_id)
    give_back(current_actor(), letter_id, now=clock.now())
    flash(gettext("You have left the letter. Anybody can take it on."), "success")
    return redirect(url_for("mailroom.show_held_letter", letter_id=letter_id), 303)


@area.action("/handlaggning/post/<int:letter_id>/nytt-arende", access=Permission.LETTER_DECIDE, again=shown_again)
def save_letter_as_ticket(letter_id: int) -> ResponseReturnValue:
    """Make a ticket of the letter."""
    page = _waiting(letter_id)
    form = forms_of(page).new
    if not form.validate():
        return shown_again(letter_id), 422
    held = Held(
        letter_id,
        _read(page.raw_key),
        form.seen_version,
        text=form.shortened,
        subject=form.typed("subject"),
        with_files=form.typed("with_files"),
    )
    laid = file_as_new(current_actor(), held, house(), now=clock.now())
    return _laid(laid, gettext("The letter is now a ticket."))


@area.action("/handlaggning/post/<int:letter_id>/lagg-till", access=Permission.LETTER_DECIDE, again=shown_again)
def add_letter_to_ticket(letter_id: int) -> ResponseReturnValue:
    """Lay the letter on a ticket."""
    page = _waiting(letter_id)
    form = forms_of(page).add
    if not form.validate():
        return shown_again(letter_id), 422
    held = Held(
        letter_id, _read(page.raw_key), form.seen_version, text=form.shortened, with_files=form.typed("with_files")
    )
    laid = lay_on_ticket(current_actor(), held, form.typed("reference"), house(), now=clock.now())
    return _laid(laid, gettext("The letter lies on the ticket."))


@area.action("/handlaggning/post/<int:letter_id>/svar", access=Permission.LETTER_DECIDE, again=shown_again)
def answer_letter(letter_id: int) -> ResponseReturnValue:
    """Answer the sender without a ticket."""
    form = forms_of(_waiting(letter_id)).answer
    if not form.validate():
        return shown_again(letter_id), 422
    answer_sender(current_actor(), Held(letter_id, _UNREAD, form.seen_version), form.typed("text"), now=clock.now())
    return _done(gettext("Your answer is sent, and the letter is dealt with."))


@area.action("/handlaggning/post/<int:letter_id>/lagg-at-sidan", access=Permission.LETTER_DECIDE, again=shown_again)
def put_letter_aside(letter_id: int) -> ResponseReturnValue:
    """Put the letter aside, as spam or since nothing is to be done."""
    _waiting(letter_id)
    held = Held(letter_id, _UNREAD, VersionForm().seen_version)
    put_aside(current_actor(), held, is_spam=request.form.get("som") == SPAM, now=clock.now())
    there = url_for("mailroom.show_letter", letter_id=letter_id)
    link = Markup('<a href="{}">{}</a>').format(there, gettext("Show the letter"))  # escapes what it fills in
    return _done(Markup("{} {}").format(gettext("The letter is put aside."), link))


@area.action("/handlaggning/brev/<int:letter_id>/ta-hand-om", access=Permission.LETTER_DECIDE, again=letter_again)
def take_on_kept_letter(letter_id: int) -> ResponseReturnValue:
    """Take on a letter to have its original, whatever became of it."""
    take_on(current_actor(), letter_id, now=clock.now())
    flash(
        gettext("The letter is yours: you see it whole, and can fetch the original. That is noted in the event log."),
        "success",
    )
    return redirect(url_for("mailroom.show_letter", letter_id=letter_id), 303)


@area.action("/handlaggning/brev/<int:letter_id>/avgor-pa-nytt", access=Permission.LETTER_DECIDE, again=letter_again)
def decide_letter_anew(letter_id: int) -> ResponseReturnValue:
    """Let a letter that was put aside wait again."""
    kept = kept_letter(current_actor(), letter_id)
    if kept.stand is not LetterStand.HELD:  # else somebody was faster, or the button was pressed twice
        if not kept.can_be_decided_anew:
            raise HiddenError
        decide_anew(current_actor(), letter_id, _read(kept.raw_key), now=clock.now())
        flash(gettext("The letter waits for a decision again, and is yours to decide on."), "success")
    return redirect(url_for("mailroom.show_held_letter", letter_id=letter_id), 303)


def _waiting(letter_id: int) -> HeldPage:
    """The letter; raises LetterStaleError where somebody has decided on it since it was opened."""
    page = held_letter(current_actor(), letter_id)
    if page.is_decided:
        raise LetterStaleError
    return page


def _read(raw_key: str) -> IncomingLetter:
    """The whole letter. Until now was only looked: nothing is locked for others while it is read."""
    db.session.rollback()
    return whole(raw_key)


def _laid(laid: Laid, said: str) -> ResponseReturnValue:
    flash(said, "success")
    where = f"meddelande-{laid.message_id}"
    return redirect(url_for("tickets.show_ticket", reference=reference_of(laid.ticket_id), _anchor=where), 303)


def _done(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("mailroom.list_held_letters"), 303)
