"""Fifteen municipalities ask by mail, are answered, and ask on: each follow-up lands on its ticket, with its new words alone.

The letters are as mail programs write them, also those that answer; the product's own processes take them in by LMTP and
send by SMTP; the adviser answers on the web.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from helpdesk.accounts.models import Account
from helpdesk.directory.models import MailDomain, Municipality
from helpdesk.directory.operations.load_register import load_register
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Channel, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from tests.factories.accounts import account
from tests.journeys.house import Sink
from tests.journeys.mailrooms import Mailroom, mailroom
from tests.journeys.relays import hand_on, serving, without
from tests.journeys.test_mailbox_handing_over import lmtp
from tests.mail.programs import PROGRAMS, Answered, Written, write
from tests.pages.browser import Browser

OURS, SARA = "fraga@example.org", "sara@skr.example"
QUESTIONS = tomllib.loads((Path(__file__).parents[1] / "mail" / "questions.toml").read_text())["question"]
ANSWER = "Ja, det går bra.\n\nSå här gör ni:\n\n- ring **först**\n- skriv sedan"


@dataclass
class Helpdesk:
    """A helpdesk with all municipalities, its worker at work, and the mail server that it sends to."""

    room: Mailroom
    sink: Sink
    port: int
    has_plus_addresses: bool

    def take(self, recipient: str, sender: str, raw: bytes) -> None:
        """Hand a letter over."""
        hand_on(self.port, sender, recipient, raw)

    def tickets(self) -> list[tuple[Ticket, str, str]]:
        """Every ticket, its requester's address, and its municipality's name."""
        with self.room.app.app_context():
            asker = aliased(Account)
            rows = db.session.execute(
                select(Ticket, asker.email, Municipality.name)
                .join(asker, asker.id == Ticket.requester_id)
                .join(Municipality, Municipality.code == Ticket.municipality_code)
                .order_by(Ticket.id)
            ).all()
            return [(ticket, email, municipality) for ticket, email, municipality in rows]

    def messages(self, ticket: Ticket) -> list[Message]:
        """What was said on a ticket, oldest first."""
        with self.room.app.app_context():
            return list(db.session.scalars(select(Message).where(Message.ticket_id == ticket.id).order_by(Message.id)))

    def origin(self, message: Message) -> MailOrigin:
        """Of which letter the message was made."""
        with self.room.app.app_context():
            return db.session.get_one(MailOrigin, message.id)


@pytest.fixture(params=["yes", "no"], ids=["plus-addresses", "message-ids"])
def helpdesk(request: pytest.FixtureRequest, database_server: str, tmp_path: Path) -> Iterator[Helpdesk]:
    sink = Sink()
    with serving(sink) as smtp_port:
        settings = {
            "HELPDESK_MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
            "HELPDESK_MAIL_FROM": OURS,
            "HELPDESK_PLUS_ADDRESSES": request.param,
        }
        with mailroom(tmp_path, database_server, **settings) as room:
            with room.app.app_context():
                account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
                load_register()
                _reserve_domains()
                db.session.commit()
            with lmtp(room) as (_, port), room.running("worker"):
                yield Helpdesk(room, sink, port, has_plus_addresses=request.param == "yes")


def _reserve_domains() -> None:
    """Each municipality asks from an address that can reach nobody."""
    for each in QUESTIONS:
        domain = ".".join(each["email"].rpartition("@")[2].split(".")[-2:])
        code = db.session.scalars(select(Municipality.code).where(Municipality.name == each["municipality"])).one()
        db.session.add(MailDomain(domain=domain, municipality_code=code))


@pytest.mark.timeout(300)
def test_fifteen_questions_are_asked_answered_and_asked_on(helpdesk: Helpdesk) -> None:
    for each in QUESTIONS:
        written = Written(each["name"], each["email"], OURS, each["subject"], each["text"])
        helpdesk.take(OURS, each["email"], write(each["program"], written))

    tickets = helpdesk.tickets()
    assert [(email, municipality) for _, email, municipality in tickets] == [
        (each["email"], each["municipality"]) for each in QUESTIONS
    ]
    for (ticket, _, _), asked in zip(tickets, QUESTIONS, strict=True):
        assert (ticket.subject, ticket.channel, ticket.status) == (asked["subject"], Channel.MAIL, Status.NEW)
        said = plain(helpdesk.messages(ticket)[0].text)
        assert said == asked["text"] or (ticket.subject.startswith("VB:") and said.startswith(asked["text"]))

    sara = Browser(helpdesk.room.app, SARA)
    for (ticket, _, municipality), asked in zip(tickets, QUESTIONS, strict=True):
        receipt = helpdesk.sink.wait_for(asked["email"], 1)[0]
        assert (receipt["Auto-Submitted"], ticket.reference in receipt["Subject"]) == ("auto-replied", True)
        page = sara.get(f"/arenden/{ticket.reference}")
        assert municipality in page.words
        sara.submit(page, "/besvara", text=ANSWER)

    for asked in QUESTIONS:
        letter = helpdesk.sink.wait_for(asked["email"], 2)[1]
        assert letter["Auto-Submitted"] is None
        helpdesk.take(*follow_up(asked, letter, has_plus_addresses=helpdesk.has_plus_addresses))

    assert helpdesk.room.became() == {"ticket": 15, "reply": 15}
    for (ticket, _, _), asked in zip(tickets, QUESTIONS, strict=True):
        _, answer, more = helpdesk.messages(ticket)
        assert (answer.text, answer.kind, more.kind) == (ANSWER, MessageKind.PUBLIC, MessageKind.PUBLIC)
        assert plain(more.text) == asked["more"], asked["program"]
        assert helpdesk.origin(more).is_shortened
    assert {ticket.status for ticket, _, _ in helpdesk.tickets()} == {Status.OPEN}


def follow_up(asked: dict[str, str], letter: EmailMessage, *, has_plus_addresses: bool) -> tuple[str, str, bytes]:
    """What the asker's program makes of an answer to the letter: to whom, from whom, and what.

    One thing alone leads to the ticket: the address, where it is a signed one (a gateway on the way loses the ids, and the
    asker begins with a subject of their own); else the ids, or, from a program that knows none, the number in the subject.
    """
    answered = Answered.of(letter)
    assert (answered.reply_to != OURS) is has_plus_addresses
    subject = asked["subject"] if has_plus_addresses or PROGRAMS[asked["program"]].keeps_ids else ""
    written = Written(asked["name"], asked["email"], answered.reply_to, subject, asked["more"], answered)
    lost = ("In-Reply-To", "References") if has_plus_addresses else ()
    return answered.reply_to, asked["email"], without(lost, write(asked["program"], written))


def plain(text: str) -> str:
    """A message's text (Markdown) as it was written: signs that would mean something are marked in it."""
    return text.replace("\\", "")
