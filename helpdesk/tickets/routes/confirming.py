"""A visitor's question: the letter that confirms its address, and the page behind the letter's link."""

from datetime import timedelta

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.accounts.routes.sessions import person
from helpdesk.domain.errors import DomainError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock, throttle
from helpdesk.kit.throttle import Limit
from helpdesk.tickets.operations.confirm_question import confirm_question as confirm
from helpdesk.tickets.operations.keep_question import KEPT, send_link_again, take_back
from helpdesk.tickets.queries.draft import kept_for, pending_question
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.asking import client, draft_key, forget_draft
from helpdesk.tickets.routes.check import SENT
from helpdesk.web.actor import begin_session, current_actor, current_person
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site

LINKS_AGAIN = Limit("confirming letters again", 3, timedelta(hours=1))


@area.page("/stall-en-fraga/bekrafta", access=Permission.TICKET_ASK)
def confirm_sent(refused: DomainError | None = None) -> ResponseReturnValue:
    """Say where the letter went, and what its reader does."""
    address = kept_for(draft_key(), clock.now())
    if address is None:
        return redirect(url_for("tickets.ask"), 303)
    return _confirm_sent(address, refused)


def _confirm_sent(address: str, refused: DomainError | None) -> str:
    return render_template(
        "tickets/confirm_sent.html", form=HouseForm(), address=address, days=KEPT.days, refused=refused
    )


def _confirm_sent_again(refused: DomainError) -> str:
    return _confirm_sent(kept_for(draft_key(), clock.now()) or "", refused)


@area.action("/stall-en-fraga/bekrafta", access=Permission.TICKET_ASK, again=_confirm_sent_again)
def send_letter_again() -> ResponseReturnValue:
    """Send another letter with another link."""
    now = clock.now()
    throttle.count(LINKS_AGAIN, kept_for(draft_key(), now) or client(), now)
    send_link_again(current_actor(), draft_key(), language=chosen_language(), now=now)
    flash(gettext("We have sent a new letter."), "success")
    return redirect(url_for("tickets.confirm_sent"), 303)


@area.action("/stall-en-fraga/andra", access=Permission.TICKET_ASK)
def change_address() -> ResponseReturnValue:
    """Go back to the form with all that was typed: the address was mistyped, so no letter will come."""
    if kept_for(draft_key(), clock.now()) is not None:
        take_back(current_actor(), draft_key(), now=clock.now())
    # Without a pending question (it was taken back just now) the form shows what there is.
    return redirect(url_for("tickets.ask", _anchor="email"), 303)


def _question_page(token: str, refused: DomainError | None = None) -> str:
    question = pending_question(token, clock.now())
    return render_template(
        "tickets/confirm_question.html", form=HouseForm(), token=token, question=question, refused=refused
    )


@area.page("/fraga/<token>", access=Permission.TICKET_ASK)
def confirm_question(token: str) -> ResponseReturnValue:
    """Show the question behind the letter's link, and the button that sends it. Opening the page sends nothing."""
    return _question_page(token), 200 if pending_question(token, clock.now()) else 410


@area.action("/fraga/<token>", access=Permission.TICKET_ASK, again=_question_page)
def send_confirmed_question(token: str) -> ResponseReturnValue:
    """Make the question a ticket. Who has no account yet gets one, and is signed in to it."""
    if pending_question(token, clock.now()) is None:
        return _question_page(token), 410
    confirmed = confirm(token, prefix=site().reference_prefix, promise=site().promise, now=clock.now())
    session[SENT] = confirmed.reference
    forget_draft()
    if confirmed.newcomer is not None and current_person() is None:
        begin_session(person(confirmed.newcomer))
    return redirect(url_for("tickets.question_sent", reference=confirmed.reference), 303)
