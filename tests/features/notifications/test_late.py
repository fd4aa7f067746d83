"""What is no longer so when a letter is to leave: it is not sent, or says what is so now."""

from collections.abc import Callable

from sqlalchemy import select, update

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import ClosingReason, Sharing
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.take import take
from helpdesk.web.site import site
from tests.features.notifications.conftest import Office
from tests.features.notifications.post import SECRET, answered, letter, mails, part, whole_story


def test_a_letter_that_names_an_internal_note_is_not_sent(office: Office) -> None:
    ticket = office.asked()
    written = office.done(note, office.adviser, ticket.reference, SECRET)
    office.delivered()
    id_ = office.requester.id
    data = {"message_id": written.id}
    outbox.post("answer", subject=("ticket", ticket.id), recipient_id=id_, cause="1", now=clock.now(), data=data)
    db.session.commit()
    assert len(office.delivered()) == 1
    states = set(db.session.scalars(select(outbox.Letter.state).where(outbox.Letter.template == "answer")))
    assert states == {outbox.LetterState.UNDELIVERABLE}


def test_a_link_that_has_expired_meanwhile_is_not_sent(office: Office, later: Callable[..., None]) -> None:
    whole_story(office)
    db.session.commit()
    later(minutes=16)
    mails(office)
    states = dict(db.session.execute(select(outbox.Letter.template, outbox.Letter.state)).all())
    assert states["sign_in_link"] != states["received"]
    assert not [mail for mail in mails(office) if "/lank/t-sign_in_link" in part(mail, "plain")]


def test_who_has_opened_the_ticket_again_is_not_told_that_it_is_closed(
    office: Office, later: Callable[..., None]
) -> None:
    reference = office.asked().reference
    office.done(close, office.adviser, reference, ClosingReason.NO_REPLY)
    later(minutes=1)
    office.done(reopen, office.requester, reference, promise=site().promise)
    assert ["avslutat" in part(mail, "plain") for mail in mails(office)] == [False]
    office.done(close, office.adviser, reference, ClosingReason.SOLVED)
    assert ["avslutat" in part(mail, "plain") for mail in mails(office)] == [False, True]


def test_who_has_lost_the_ticket_before_the_letter_leaves_is_not_told_that_it_is_theirs(office: Office) -> None:
    reference = office.asked().reference
    office.done(assign, office.adviser, reference, office.other_adviser.id)
    office.done(take, office.adviser, reference)
    told = {(str(mail["Delivered-To"]), "gett dig" in part(mail, "plain")) for mail in mails(office)}
    assert ("omar@skr.example", False) in told
    assert ("omar@skr.example", True) not in told


def test_who_has_the_ticket_back_before_the_letter_leaves_is_not_told_that_another_has_it(office: Office) -> None:
    reference = office.asked().reference
    office.done(take, office.other_adviser, reference)
    office.done(take, office.adviser, reference)
    office.done(take, office.other_adviser, reference)
    assert "omar@skr.example" not in {str(mail["Delivered-To"]) for mail in mails(office)}


def test_who_was_named_and_is_no_more_gets_nothing(office: Office) -> None:
    ticket = answered(office, shared=True)
    db.session.execute(update(Ticket).where(Ticket.id == ticket.id).values(sharing=Sharing.PRIVATE))
    db.session.commit()
    assert {mail["Delivered-To"] for mail in mails(office)} == {"anna@kommun.example"}


def test_a_closed_account_gets_nothing(office: Office) -> None:
    office.asked()
    db.session.execute(update(Account).where(Account.id == office.requester.id).values(is_open=False))
    db.session.commit()
    assert mails(office) == []


def test_the_text_is_read_when_the_letter_leaves(office: Office) -> None:
    office.asked()
    db.session.execute(update(Account).where(Account.id == office.requester.id).values(name="Anna Ny Ek"))
    db.session.commit()
    assert str(letter(office, "received")["To"]) == "Anna Ny Ek <anna@kommun.example>"
