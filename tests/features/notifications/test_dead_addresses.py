"""Addresses that can't be reached: marked by a real mail server's word, told to whoever handles the ticket, written to no more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import flask_mail
import pytest
from flask import Flask
from sqlalchemy import select, update

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations.mark_undeliverable import mark_reachable, mark_undeliverable
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.letters.smtp import SmtpPostman
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.notifications.models import Notice
from helpdesk.notifications.tasks.deliver import deliver
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.try_address_again import try_address_again
from tests.features.notifications.conftest import Office
from tests.kit.post_office import HOST, serving
from tests.kit.post_office import Office as PostOffice


@pytest.fixture
def clerk(office: Office, app: Flask) -> Iterator[PostOffice]:
    """A real mail server, to which all letters go from now on."""
    assert office
    clerk = PostOffice()
    with serving(clerk) as port:
        mail_app = Flask("mail")
        mail_app.config |= {"MAIL_SERVER": HOST, "MAIL_PORT": port, "MAIL_SUPPRESS_SEND": False, "MAIL_DEBUG": 0}
        app.extensions["postman"] = SmtpPostman(flask_mail.Mail(mail_app), timeout=5)
        yield clerk


def held(office: Office) -> Ticket:
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    return ticket


def marked(office: Office) -> tuple[bool, str]:
    db.session.expire_all()
    row = db.session.get_one(Account, office.requester.id)
    return row.undeliverable_at is not None, row.undeliverable_status


def dead(office: Office, status: str = "5.1.1") -> None:
    office.done(lambda by, *, now: mark_undeliverable(by.id or 0, status, now), office.requester)


def refusing(words: str) -> Callable[[str], str]:
    return lambda address: words if "anna" in address else "250 OK"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("550 5.1.1 <anna@kommun.example>: user unknown", "5.1.1"),
        ("550 5.1.10 null MX", "5.1.10"),
        ("553 5.1.3 bad syntax", "5.1.3"),
        ("550 no such user here", "550"),
        ("551 user not local", "551"),
        ("553 mailbox name not allowed", "553"),
    ],
)
def test_a_server_that_knows_no_such_address_marks_it(
    office: Office, clerk: PostOffice, words: str, status: str
) -> None:
    clerk.on_rcpt = refusing(words)
    held(office)
    deliver()
    assert marked(office) == (True, status)
    facts = select(JournalEntry.facts).where(JournalEntry.kind == "AddressUndeliverable")
    assert db.session.scalars(facts).all() == [{"status": status}]


@pytest.mark.parametrize(
    "words",
    [
        "550 5.7.1 we do not want your mail",
        "550 5.1.8 <fraga@x.example>: sender address rejected: domain not found",
        "550 5.1.7 bad sender address syntax",
        "552 5.2.2 mailbox full",
        "552 too large",
        "554 no thanks",
        "450 4.1.1 perhaps later",
        "421 4.3.2 closing",
        "554 Blocked, see 45.1.1.7",
    ],
)
def test_another_trouble_marks_nobody(office: Office, clerk: PostOffice, words: str) -> None:
    clerk.on_rcpt = refusing(words)
    held(office)
    deliver()
    assert marked(office) == (False, "")


def test_a_refused_letter_marks_nobody(office: Office, clerk: PostOffice) -> None:
    clerk.on_data = lambda _content: "550 this looks like spam"
    held(office)
    deliver()
    assert marked(office) == (False, "")


def test_our_own_address_refused_marks_nobody(office: Office, clerk: PostOffice) -> None:
    clerk.on_mail = lambda _address: "550 5.1.8 sender unknown"
    held(office)
    deliver()
    assert marked(office) == (False, "")
    assert set(db.session.scalars(select(Letter.state))) == {LetterState.WAITING}


def test_whoever_handles_the_ticket_is_told_once(office: Office, clerk: PostOffice) -> None:
    clerk.on_rcpt = refusing("550 5.1.1 unknown")
    first, second = held(office), held(office)
    others = office.asked()  # handled by nobody
    done = held(office)
    office.done(close, office.adviser, done.reference, ClosingReason.SPAM)
    deliver()
    told = db.session.execute(
        select(Notice.account_id, Notice.subject_id).where(Notice.event == "requester_unreachable")
    ).all()
    assert [tuple(row) for row in told] == [(office.adviser.id, first.id), (office.adviser.id, second.id)]
    assert others.id not in {id_ for _, id_ in told}
    assert [str(mail["To"]) for mail in clerk.mails] == ["Sara Lind <sara@skr.example>"] * 2
    assert clerk.mails[0]["Auto-Submitted"] == "auto-generated"


def test_nothing_more_goes_there_but_links(office: Office, clerk: PostOffice) -> None:
    ticket = held(office)
    deliver()
    clerk.envelopes.clear()
    dead(office)
    office.done(answer, office.adviser, ticket.reference, "Ja.", seen_version=ticket.version)
    id_ = office.requester.id or 0
    data = {"token": "t", "expires_at": (clock.now() + timedelta(minutes=15)).isoformat()}
    outbox.post("sign_in_link", subject=("account", id_), recipient_id=id_, cause="1", now=clock.now(), data=data)
    db.session.commit()
    deliver()
    to_anna = [mail for mail in clerk.mails if "anna@" in str(mail["To"])]
    assert ["Logga in" in str(mail["Subject"]) for mail in to_anna] == [True]


def test_who_was_marked_is_marked_once_and_may_be_cleared(office: Office) -> None:
    dead(office)
    dead(office, "5.1.2")
    assert marked(office) == (True, "5.1.1")
    assert mark_reachable(office.requester.id or 0)
    assert not mark_reachable(office.requester.id or 0)
    assert marked(office) == (False, "")
    kinds = select(JournalEntry.id).where(JournalEntry.kind == "AddressUndeliverable")
    assert len(db.session.scalars(kinds).all()) == 1


def test_an_unknown_account_is_passed_over(office: Office) -> None:
    office.done(lambda _by, *, now: mark_undeliverable(999_999, "5.1.1", now), office.requester)
    assert not mark_reachable(999_999)
    assert db.session.scalars(select(JournalEntry.id)).all() == []


def test_an_address_that_can_t_be_written_in_mail_is_dead(office: Office) -> None:
    ticket = held(office)
    office.delivered()
    db.session.execute(update(Account).where(Account.id == office.requester.id).values(email="åsa@kommun.example"))
    db.session.commit()
    office.done(answer, office.adviser, ticket.reference, "Ja.", seen_version=ticket.version)
    office.delivered()
    assert marked(office) == (True, "5.1.3")


def test_a_faulty_address_of_our_own_marks_nobody(office: Office, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    held(office)
    monkeypatch.setattr("helpdesk.notifications.tasks.compose._reply_to", lambda _claim: "svår@kommun.example")
    office.delivered()
    assert app
    assert marked(office) == (False, "")


def test_the_desk_tries_again(office: Office) -> None:
    ticket = held(office)
    office.delivered()
    dead(office)
    office.done(try_address_again, office.adviser, ticket.reference)
    office.done(try_address_again, office.adviser, ticket.reference)
    office.done(answer, office.adviser, ticket.reference, "Ja.", seen_version=ticket.version)
    assert "har svarat" in office.delivered()[-1].text
    by = select(JournalEntry.actor_id).where(JournalEntry.kind == "AddressTriedAgain")
    assert db.session.scalars(by).all() == [office.adviser.id]
