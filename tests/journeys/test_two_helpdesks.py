"""Two helpdesks of this kind write to each other: each answers once at most, and then there is silence.

Two installations with databases, workers and doors of their own; between them a mail server, honest or careless.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpdesk.domain.acknowledging import MOST_PER_DAY
from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.ticket import Ticket
from tests.factories.accounts import account
from tests.journeys.mailrooms import Mailroom, mailroom
from tests.journeys.relays import MARKS, Relay, hand_on, serving
from tests.journeys.test_mailbox_handing_over import lmtp
from tests.pages.browser import Browser

A, B = "a@a.example", "b@b.example"
SARA = "sara@skr.example"


@dataclass
class Pair:
    """Two helpdesks at work, and the mail server between them."""

    a: Mailroom
    b: Mailroom
    relay: Relay

    def sent(self, sender: str, recipient: str = "") -> list[EmailMessage]:
        """What one has written to the other (or to `recipient`), oldest first."""
        to = recipient or {A: B, B: A}[sender]
        return [each for each in self.relay.to(to) if sender in str(each["From"])]

    def forge(self, sender: str, recipient: str, subject: str = "Kan ni svara?") -> None:
        """Hand over a letter that looks as if a person at the other helpdesk had written it."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, recipient, subject
        letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        letter.set_content("Hej! Vem svarar på larmet?\n")
        hand_on(self.relay.homes[recipient.rpartition("@")[2]], sender, recipient, bytes(letter))

    def wait_for_silence(self) -> None:
        """Until nothing is under way and nothing ever will be: two looks at both in turn, between which nothing was posted.

        The relay hands a letter on before its sender is told that it has left, and what comes in is filed, with its receipt
        posted, before the relay is told that it was taken. So each letter waits somewhere at any moment; when neither has
        posted anything between the two looks, both were empty at once.
        """
        self.a.wait_until(lambda: self._look() == self._look() and not any(self._look()[1::2]), "there is silence")

    def _look(self) -> tuple[int, int, int, int]:
        return *_posted(self.a), *_posted(self.b)


def _posted(room: Mailroom) -> tuple[int, int]:
    """How many letters were ever posted, and how many letters wait to leave or to be filed."""
    waits = select(func.count(Letter.id)).where(Letter.state.in_((LetterState.WAITING, LetterState.CLAIMED)))
    with room.app.app_context():
        posted, waiting = (db.session.scalar(each) or 0 for each in (select(func.count(Letter.id)), waits))
    return posted, waiting + room.count(ReceivedLetter.stand == LetterStand.RECEIVED)


@contextmanager
def pair(folder: Path, relay: Relay, **settings: str) -> Iterator[Pair]:
    """Two helpdesks at work; an adviser at the first."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    with serving(relay) as port:
        common = {"HELPDESK_MAIL_URL": f"smtp://127.0.0.1:{port}", **settings}
        with (
            mailroom(folder / "a", "", HELPDESK_MAIL_FROM=A, HELPDESK_REFERENCE_PREFIX="AA", **common) as a,
            mailroom(folder / "b", "", HELPDESK_MAIL_FROM=B, HELPDESK_REFERENCE_PREFIX="BB", **common) as b,
        ):
            with a.app.app_context():
                account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
                db.session.commit()
            with lmtp(a) as (_, to_a), lmtp(b) as (_, to_b), a.running("worker"), b.running("worker"):
                relay.homes = {"a.example": to_a, "b.example": to_b}
                yield Pair(a, b, relay)


def tickets(room: Mailroom) -> dict[str, int]:
    """How many tickets each address has opened."""
    with room.app.app_context():
        rows = db.session.execute(
            select(ReceivedLetter.sender_address, func.count(func.distinct(Ticket.id)))
            .join(Ticket, Ticket.id == ReceivedLetter.ticket_id)
            .group_by(ReceivedLetter.sender_address)
        )
        return {address: count for address, count in rows}  # noqa: C416  rows are no tuples to mypy


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lost", [(), ("Auto-Submitted",)], ids=["whole", "auto-submitted-lost"])
def test_each_acknowledges_once_and_then_there_is_silence(tmp_path: Path, lost: tuple[str, ...]) -> None:
    with pair(tmp_path, Relay(lost=lost), HELPDESK_PLUS_ADDRESSES="yes") as both:
        both.forge(A, B)
        both.forge(B, A)
        both.wait_for_silence()
        for sender in (A, B):
            assert [each["Auto-Submitted"] for each in both.sent(sender)] == ["auto-replied"]
            assert both.relay.path_of(both.sent(sender)[0]) == "<>"
        assert (both.a.became(), both.b.became()) == ({"ticket": 1, "held": 1}, {"ticket": 1, "held": 1})


@pytest.mark.timeout(300)
def test_an_answer_to_a_ticket_whose_requester_is_the_other_helpdesk_is_acknowledged_once(tmp_path: Path) -> None:
    with pair(tmp_path, Relay(), HELPDESK_PLUS_ADDRESSES="yes") as both:
        sara = Browser(both.a.app, SARA)
        typed = {"email": B, "name": "Hjälpen", "subject": "Lås", "text": "Vilka lås?", "channel": "phone"}
        page = sara.follow(sara.submit(sara.get("/handlaggning/nytt"), "/handlaggning/nytt", **typed))
        both.wait_for_silence()
        # What was noted down was told by a machine, and the other helpdesk does not answer one.
        assert (both.b.became(), both.sent(B)) == ({"held": 1}, [])

        sara.submit(page, "/besvara", text="De som har certifikat.")
        both.wait_for_silence()
        # A person's answer opens a ticket there, whose receipt comes to the ticket's own address, and is no message on it.
        assert both.b.became() == {"held": 1, "ticket": 1}
        assert [each["Auto-Submitted"] for each in both.sent(B)] == ["auto-replied"]
        assert both.a.became() == {"held": 1}
        assert len(both.sent(A)) == 2


@pytest.mark.timeout(300)
def test_a_gateway_that_loses_every_mark_is_stopped_by_the_caps(tmp_path: Path) -> None:
    with pair(tmp_path, Relay(lost=MARKS, knows_null_path=False)) as both:
        both.forge(A, B)
        both.wait_for_silence()
        # As the other sees a person in each letter, they go on, until a day's receipts are used up.
        assert len(both.sent(A)) == len(both.sent(B)) == MOST_PER_DAY
        assert (tickets(both.a), tickets(both.b)) == ({B: MOST_PER_DAY}, {A: MOST_PER_DAY + 1})


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lost", [(), MARKS], ids=["whole", "marks-lost"])
def test_a_letter_from_the_others_plus_address_is_acknowledged_once(tmp_path: Path, lost: tuple[str, ...]) -> None:
    relay = Relay(lost=lost, knows_null_path=not lost)
    with pair(tmp_path, relay, HELPDESK_PLUS_ADDRESSES="yes") as both:
        both.forge("kommunen@lund.se", A)
        both.wait_for_silence()
        plus_of_a = str(relay.to("kommunen@lund.se")[0]["Reply-To"])
        both.forge(plus_of_a, B)
        both.forge("b+larm@b.example", A)
        both.wait_for_silence()
        to_plus = both.sent(B, plus_of_a)
        assert len(to_plus) == 1
        assert len(both.sent(A, "b+larm@b.example")) == 1
        assert both.a.became()["ticket"] >= 2
