"""Who gets which letter, for what happens to a ticket; nobody is told what they did themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import TicketAnswered
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.journal import Happening
from helpdesk.reactions import REACTIONS
from helpdesk.tickets.models.ticket import Message, MessageKind, Participant
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.uninvolve import uninvolve
from helpdesk.web.site import site
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office

RECEIPT = ("received", "Anna Ek")


def test_who_asks_gets_a_receipt(office: Office) -> None:
    office.asked()
    assert office.posted() == {RECEIPT}


def test_who_gets_the_answer_at_once_gets_no_receipt_beside_it(office: Office) -> None:
    ticket = stories.of_noting(office, answered="Leverantören svarar.")
    assert office.posted() == {("answer", "Anna Ek")}
    (letter,) = office.delivered()
    assert "Leverantören svarar." in letter.text
    assert ticket.reference in letter.text.partition("http")[0]  # for who calls again, not only in the link


def test_a_colleague_who_is_let_in_is_told_so(office: Office) -> None:
    ticket = stories.of_letting_in(office)
    assert office.posted() == {RECEIPT, ("let_in", "Eva Berg"), ("colleague_let_in", "Anna Ek")}
    letter = next(each for each in office.delivered() if each.text.startswith("Hej Eva,"))
    assert "Sara Lind" in letter.text
    assert f"http://localhost/arenden/{ticket.reference}" in letter.text
    assert "Vem svarar?" not in letter.text  # the question itself stays on the web


def test_who_asks_learns_who_was_let_in_by_whom_and_how_to_take_it_back(office: Office) -> None:
    ticket = stories.of_letting_in(office)
    letter = next(each for each in office.delivered() if "Eva Berg" in each.text and each.text.startswith("Hej Anna,"))
    assert "Sara Lind" in letter.text
    assert "Dela med kolleger" in letter.text
    assert f"http://localhost/arenden/{ticket.reference}" in letter.text


def test_a_colleague_who_was_let_in_by_mistake_hears_nothing(office: Office) -> None:
    ticket = stories.of_letting_in(office)
    office.done(uninvolve, office.adviser, ticket.reference, db.session.scalars(select(Participant.account_id)).one())
    assert ["Hej Anna," in letter.text for letter in office.delivered()] == [True]


def test_an_answer_reaches_the_requester_and_those_named(office: Office) -> None:
    ticket = office.asked(shared=True)
    office.done(answer, office.adviser, ticket.reference, "Leverantören.", seen_version=ticket.version)
    assert office.posted() == {RECEIPT, ("answer", "Anna Ek"), ("answer", "Bo Ås")}


def test_an_answer_on_a_private_ticket_reaches_the_requester_alone(office: Office) -> None:
    ticket = office.asked()
    office.done(answer, office.adviser, ticket.reference, "Leverantören.", seen_version=ticket.version)
    assert office.posted() == {RECEIPT, ("answer", "Anna Ek")}


def test_a_question_back_reaches_the_asking_side(office: Office) -> None:
    ticket = office.asked(shared=True)
    day = (clock.now() + timedelta(days=7)).date()
    office.done(ask_back, office.adviser, ticket.reference, "Hur?", wake_on=day, seen_version=ticket.version)
    assert office.posted() == {RECEIPT, ("question_back", "Anna Ek"), ("question_back", "Bo Ås")}


def test_a_reply_reaches_the_owner_if_there_is_one(office: Office) -> None:
    ticket = office.asked()
    office.done(reply, office.requester, ticket.reference, "Ett tillägg.", promise=site().promise)
    assert office.posted() == {RECEIPT}
    office.done(take, office.adviser, ticket.reference)
    office.done(reply, office.requester, ticket.reference, "Ett till.", promise=site().promise)
    assert office.posted() == {RECEIPT, ("ticket_replied", "Sara Lind")}


def test_whoever_is_given_a_ticket_is_told_but_not_who_takes_one(office: Office) -> None:
    ticket = office.asked()
    office.done(assign, office.adviser, ticket.reference, office.other_adviser.id)
    assert office.posted() == {RECEIPT, ("ticket_assigned", "Omar Berg")}
    office.done(assign, office.adviser, ticket.reference, office.adviser.id)
    assert ("ticket_assigned", "Sara Lind") not in office.posted()


def test_whoever_handled_a_ticket_is_told_that_somebody_else_does(office: Office) -> None:
    ticket, told = office.asked(), {("ticket_taken_over", "Omar Berg")}
    office.done(take, office.other_adviser, ticket.reference)
    assert office.posted() == {RECEIPT}
    office.done(take, office.adviser, ticket.reference)
    assert office.posted() == {RECEIPT} | told
    office.done(take, office.adviser, ticket.reference)
    assert office.posted() == {RECEIPT} | told


def test_whoever_gives_their_ticket_away_is_not_told_who_loses_it_to_another_is(office: Office) -> None:
    ticket, given = office.asked(), {("ticket_assigned", "Omar Berg")}
    office.done(take, office.adviser, ticket.reference)
    office.done(assign, office.adviser, ticket.reference, office.other_adviser.id)
    assert office.posted() == {RECEIPT} | given
    office.done(assign, office.adviser, ticket.reference, office.adviser.id)
    assert office.posted() == {RECEIPT, ("ticket_taken_over", "Omar Berg")} | given


@pytest.mark.parametrize("reason", [ClosingReason.SOLVED, ClosingReason.NO_REPLY])
def test_who_asked_is_told_that_the_ticket_was_closed(office: Office, reason: ClosingReason) -> None:
    office.done(close, office.adviser, office.asked().reference, reason)
    assert office.posted() == {RECEIPT, ("ticket_closed", "Anna Ek")}


def test_a_sender_of_spam_hears_nothing_of_it(office: Office) -> None:
    office.done(close, office.adviser, office.asked().reference, ClosingReason.SPAM)
    assert office.posted() == {RECEIPT}


def test_a_job_that_closes_tells_too(office: Office) -> None:
    office.done(close, SYSTEM, office.asked().reference, ClosingReason.NO_REPLY)
    assert office.posted() == {RECEIPT, ("ticket_closed", "Anna Ek")}


def test_who_closes_their_own_ticket_is_not_told(office: Office) -> None:
    office.done(close, office.requester, office.asked().reference, ClosingReason.SOLVED)
    assert office.posted() == {RECEIPT}


def test_the_owner_is_told_that_a_ticket_goes_on_unless_they_opened_it(office: Office) -> None:
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    office.done(close, office.requester, ticket.reference, ClosingReason.SOLVED)
    office.done(reopen, office.adviser, ticket.reference, promise=site().promise)
    assert office.posted() == {RECEIPT}
    office.done(close, office.requester, ticket.reference, ClosingReason.SOLVED)
    office.done(reopen, office.requester, ticket.reference, promise=site().promise)
    assert office.posted() == {RECEIPT, ("ticket_reopened", "Sara Lind")}


def test_a_note_is_told_to_nobody(office: Office) -> None:
    ticket = office.asked(shared=True)
    office.done(note, office.adviser, ticket.reference, "Bara för oss.")
    assert office.posted() == {RECEIPT}


def test_an_adviser_who_asks_gets_no_letter_of_their_own_answer(office: Office) -> None:
    office.requester = office.adviser
    ticket = office.asked()
    office.done(answer, office.adviser, ticket.reference, "Jag visste det.", seen_version=ticket.version)
    assert office.posted() == {("received", "Sara Lind")}


def test_the_same_happening_told_twice_posts_one_letter(office: Office) -> None:
    ticket = office.asked()
    written = Message(
        ticket_id=ticket.id,
        author_id=office.adviser.id,
        kind=MessageKind.PUBLIC,
        text="Svaret.",
        written_at=clock.now(),
    )
    db.session.add(written)
    db.session.flush()
    fact = TicketAnswered(
        subject=("ticket", ticket.id), status_from="open", status_to="answered", message_id=written.id
    )
    for _ in range(2):
        for react in REACTIONS[TicketAnswered]:
            react(Happening(fact, office.adviser, clock.now()))
    db.session.commit()
    assert len([letter for letter in office.delivered() if "Svaret." in letter.text]) == 1
