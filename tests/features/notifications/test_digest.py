"""The daily letter: when it leaves, what stands in it, and that it leaves once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.notices import ByMail, Choice
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.operations.read_notices import read_all_notices
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.tasks import send_digests
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.reply import reply
from helpdesk.web.site import site
from tests.features.notifications.conftest import Office

MONDAY = datetime(2026, 11, 23, 6, 6, tzinfo=UTC)
"""The next working day after the tests' Friday noon, six minutes past seven in Sweden."""
EVENTS = ("ticket_assigned", "ticket_replied")
Clock = Callable[[datetime], None]


def digests(office: Office) -> list[FolderLetter]:
    """The daily letters that have arrived."""
    sent = select(outbox.Letter.message_id).where(outbox.Letter.template == "digest")
    arrived = office.delivered()
    ids = set(db.session.scalars(sent))
    return [letter for letter in arrived if dict(letter.headers)["Message-ID"].strip() in ids]


def posted() -> int:
    return len(db.session.scalars(select(outbox.Letter.id).where(outbox.Letter.template == "digest")).all())


@pytest.fixture
def ticket(office: Office) -> Ticket:
    """Two things have happened to one ticket of Omar's, and one to another; he wants one letter a day."""
    daily = {event: Choice(by_mail=ByMail.DAILY) for event in EVENTS}
    office.done(choose_notices, office.other_adviser, daily)
    ticket = office.asked(subject="Larm i Ström")
    for each in (ticket, office.asked(subject="Lås i Ås")):
        office.done(assign, office.adviser, each.reference, office.other_adviser.id)
    office.done(reply, office.requester, ticket.reference, "Ett tillägg.", promise=site().promise)
    return ticket


@pytest.mark.usefixtures("ticket")
def test_it_gathers_what_waits_by_what_it_is_about(office: Office, now: Clock) -> None:
    assert ("ticket_assigned", "Omar Berg") not in office.posted()
    now(MONDAY)
    send_digests()
    (letter,) = digests(office)
    assert letter.subject == "3 nya aviseringar"
    first, second = letter.text.split("Lås i Ås")
    assert "Larm i Ström\n- Du har fått ett ärende\n- Nytt meddelande i ett ärende" in first.replace("\r", "")
    assert "- Du har fått ett ärende" in second
    assert letter.text.count("http://localhost/arenden/VT-2026-") == 2
    assert "http://localhost/aviseringar/val" in letter.text


@pytest.mark.usefixtures("ticket")
def test_it_leaves_once_however_often_the_job_runs(office: Office, now: Clock) -> None:
    now(MONDAY)
    send_digests()
    send_digests()
    # As after a worker that was killed between its commit and whatever came next.
    db.session.execute(update(Notice).values(waits_for_digest=True))
    db.session.commit()
    now(MONDAY + timedelta(hours=1))
    send_digests()
    assert posted() == 1
    assert len(digests(office)) == 1
    assert db.session.scalars(select(Notice.id).where(Notice.waits_for_digest)).all() == []


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 21, 6, 6, tzinfo=UTC),  # a Saturday
        datetime(2026, 11, 23, 5, 59, tzinfo=UTC),  # a Monday before seven
    ],
)
@pytest.mark.usefixtures("ticket")
def test_it_waits_for_the_morning_of_a_working_day(now: Clock, at: datetime) -> None:
    now(at)
    send_digests()
    assert posted() == 0


def test_what_comes_after_the_hour_waits_for_the_next_day(office: Office, ticket: Ticket, now: Clock) -> None:
    now(MONDAY)
    office.done(reply, office.requester, ticket.reference, "Ännu ett.", promise=site().promise)
    now(MONDAY + timedelta(hours=3))
    send_digests()
    assert [letter.subject for letter in digests(office)] == ["3 nya aviseringar"]
    now(MONDAY + timedelta(days=1))
    send_digests()
    assert [letter.subject for letter in digests(office)] == ["3 nya aviseringar", "1 ny avisering"]


def test_what_was_on_its_way_while_the_digest_was_gathered_is_not_lost(
    office: Office, ticket: Ticket, now: Clock
) -> None:
    just_before = datetime(2026, 11, 23, 5, 59, 59, tzinfo=UTC)
    now(MONDAY)
    send_digests()
    tell("ticket_replied", ("ticket", ticket.id), [office.other_adviser.id], SYSTEM, just_before)
    db.session.commit()
    now(MONDAY + timedelta(hours=1))
    send_digests()
    assert [letter.subject for letter in digests(office)] == ["3 nya aviseringar", "1 ny avisering"]


@pytest.mark.usefixtures("ticket")
def test_what_was_read_meanwhile_is_not_sent(office: Office, now: Clock) -> None:
    newest = db.session.scalars(select(Notice.id).order_by(Notice.id.desc())).first() or 0
    office.done(read_all_notices, office.other_adviser, newest)
    now(MONDAY)
    send_digests()
    assert posted() == 0
    assert db.session.scalars(select(Notice.id).where(Notice.waits_for_digest)).all() == []


@pytest.mark.usefixtures("ticket")
def test_what_is_read_before_the_letter_leaves_is_not_in_it(office: Office, now: Clock) -> None:
    now(MONDAY)
    send_digests()
    newest = db.session.scalars(select(Notice.id).order_by(Notice.id.desc())).first() or 0
    office.done(read_all_notices, office.other_adviser, newest)
    assert digests(office) == []


def test_a_hidden_subject_is_in_nobody_s_letter(office: Office, now: Clock) -> None:
    office.done(choose_notices, office.colleague, {"article_begun": Choice(is_on_web=False, by_mail=ByMail.DAILY)})
    ticket = office.asked(subject="Hemligt ärende", shared=True)
    tell("article_begun", ("ticket", ticket.id), [office.colleague.id], SYSTEM, clock.now())
    db.session.execute(update(Ticket).values(sharing=Sharing.PRIVATE))
    db.session.commit()
    now(MONDAY)
    send_digests()
    (letter,) = digests(office)
    assert "Svaret på din fråga blir en artikel" in letter.text
    assert "Hemligt ärende" not in letter.text


def test_a_letter_that_can_be_chosen_says_where_and_others_do_not(office: Office) -> None:
    ticket = office.asked()
    office.done(assign, office.adviser, ticket.reference, office.other_adviser.id)
    place = "http://localhost/aviseringar/val"
    says_where = {letter.recipient: place in letter.text for letter in office.delivered()}
    assert says_where == {"Anna Ek <anna@kommun.example>": False, "Omar Berg <omar@skr.example>": True}
