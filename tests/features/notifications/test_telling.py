"""The one place between what happened and how people learn of it: as they chose, and never of what they did themselves."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.letters import KINDS
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.domain.notices import DIGEST, EVENTS, ByMail, Choice
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.notifications.forms.choices import BY_MAIL, GROUPS
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.tasks.compose import MANNERS
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.web.site import site
from tests.features.notifications import stories, stories_of_mail
from tests.features.notifications.conftest import Office
from tests.features.notifications.stories_of_merging import of_merging, of_parting

LETTERS = Path(__file__).parents[3] / "templates" / "emails"
CHOOSABLE = [name for name, event in EVENTS.items() if not event.is_letter_fixed]
FIXED = [name for name, event in EVENTS.items() if event.is_letter_fixed]
RECEIPTS = {"received", "noted", "letter_answer"}
"""Letters to whoever asked or wrote, that nobody needs to be told of once more."""


def noted(event: str) -> set[str]:
    """Names of those who have a notice of the event."""
    who = select(Account.name).join(Notice, Notice.account_id == Account.id).where(Notice.event == event)
    return set(db.session.scalars(who))


@pytest.mark.parametrize("event", EVENTS)
def test_each_event_has_a_letter_and_a_line(event: str) -> None:
    assert {part.name for part in (LETTERS / event).iterdir()} == {"subject.txt", "body.txt", "body.html"}
    assert event in MANNERS
    assert EVENTS[event].line.strip()
    assert EVENTS[event].group in GROUPS


def test_each_letter_about_something_that_happened_is_an_event() -> None:
    about = {name for name, kind in KINDS.items() if kind.about not in {"account", "question", "notices"}}
    assert about - RECEIPTS == set(EVENTS)
    assert set(BY_MAIL) == set(ByMail)
    assert DIGEST not in EVENTS


@pytest.mark.parametrize("event", EVENTS)
def test_nobody_is_told_of_what_they_did_themselves(office: Office, event: str) -> None:
    readers = [office.adviser.id, office.requester.id, None, office.requester.id]
    office.done(_told, office.adviser, event, readers)
    assert noted(event) == {"Anna Ek"}
    assert office.posted() == {(event, "Anna Ek")}


@pytest.mark.parametrize("event", EVENTS)
def test_one_happening_is_one_notice_however_often_it_is_told(office: Office, event: str) -> None:
    for _ in range(2):
        office.done(_told, SYSTEM, event, [office.requester.id])
    assert len(db.session.scalars(select(Notice.id)).all()) == 1
    assert office.posted() == {(event, "Anna Ek")}


@pytest.mark.parametrize(
    ("choice", "is_noted", "is_posted", "waits"),
    [
        (Choice(is_on_web=True, by_mail=ByMail.AT_ONCE), True, True, False),
        (Choice(is_on_web=True, by_mail=ByMail.NEVER), True, False, False),
        (Choice(is_on_web=True, by_mail=ByMail.DAILY), True, False, True),
        (Choice(is_on_web=False, by_mail=ByMail.AT_ONCE), False, True, False),
        (Choice(is_on_web=False, by_mail=ByMail.DAILY), True, False, True),
        (Choice(is_on_web=False, by_mail=ByMail.NEVER), False, False, False),
    ],
)
def test_a_choice_is_kept_to(office: Office, choice: Choice, is_noted: bool, is_posted: bool, waits: bool) -> None:  # noqa: FBT001
    office.done(choose_notices, office.adviser, {"ticket_replied": choice})
    office.done(_told, SYSTEM, "ticket_replied", [office.adviser.id, office.other_adviser.id])
    rows = db.session.scalars(select(Notice).where(Notice.account_id == office.adviser.id)).all()
    assert [(row.is_on_web, row.waits_for_digest) for row in rows] == [(choice.is_on_web, waits)] * is_noted
    assert (("ticket_replied", "Sara Lind") in office.posted()) == is_posted
    assert ("ticket_replied", "Omar Berg") in office.posted()
    assert noted("ticket_replied") >= {"Omar Berg"}


@pytest.mark.parametrize("event", FIXED)
def test_what_answers_one_s_own_question_comes_by_mail_whatever_was_chosen(office: Office, event: str) -> None:
    office.done(choose_notices, office.requester, {event: Choice(is_on_web=False, by_mail=ByMail.NEVER)})
    office.done(_told, SYSTEM, event, [office.requester.id])
    assert noted(event) == set()
    assert office.posted() == {(event, "Anna Ek")}


def test_everything_that_happens_is_told_through_here(office: Office) -> None:
    """The whole story of a ticket, of questions to experts and of an article makes notices of every event."""
    ticket, promise = office.asked(shared=True), site().promise
    ref, day = ticket.reference, (clock.now() + timedelta(days=7)).date()
    office.done(assign, office.adviser, ref, office.other_adviser.id)
    office.done(take, office.adviser, ref)
    office.done(ask_back, office.adviser, ref, "Hur många?", wake_on=day, seen_version=ticket.version)
    office.done(reply, office.requester, ref, "Tolv.", promise=promise)
    office.done(answer, office.adviser, ref, "Leverantören.", seen_version=ticket.version)
    office.done(close, office.adviser, ref, ClosingReason.SOLVED)
    office.done(reopen, office.requester, ref, promise=promise)
    stories.of_experts(office)
    stories.of_authors(office)
    stories.of_reuse(office)
    stories.of_letting_in(office)
    stories.of_dead_address(office)
    of_merging(office)
    of_parting(office)
    stories_of_mail.of_stranger(office)
    stories_of_mail.of_bounce(office)
    stories_of_mail.of_quarantine(office)
    stories_of_mail.of_lost_answer(office)
    stories.of_dead_expert(office)
    assert set(db.session.scalars(select(Notice.event))) == set(EVENTS)
    assert {kind for kind, _ in office.posted()} - RECEIPTS == set(EVENTS)


def _told(by: object, event: str, readers: list[int | None], *, now: object) -> None:
    tell(event, ("ticket", 1), readers, by, now, message_id=7)  # type: ignore[arg-type]  # as `Office.done` calls it
