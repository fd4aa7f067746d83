"""Two helpdesks of this kind write to each other: each answers once at most, and then there is silence.

Two installations with databases, workers and doors of their own; between them a mail server, honest or careless.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
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
from tests.journeys.mailrooms import Mailroom, mailroom, server_of
from tests.journeys.relays import MARKS, NOBODY, Relay, hand_on, serving
from tests.journeys.test_mailbox_handing_over import lmtp
from tests.pages.browser import Browser

A, B = "a@a.example", "b@b.example"
SARA = "sara@skr.example"
LONG_AGO = timedelta(days=200)


@dataclass
class Pair:
    """Two helpdesks at work, and the mail server between them."""

    a: Mailroom
    b: Mailroom
    relay: Relay

    def begin(self, *, lost: Collection[str] = (), knows_null_path: bool = True) -> None:
        """A new day, on which the mail server is as it is: what was written before was written long ago, and counts no more."""
        self.relay.lost, self.relay.knows_null_path = lost, knows_null_path
        self.relay.letters.clear()
        self.relay.paths.clear()
        for room in (self.a, self.b):
            with room.app.app_context():
                for ticket in db.session.scalars(select(Ticket)):
                    ticket.opened_at -= LONG_AGO
                for letter in db.session.scalars(select(ReceivedLetter)):
                    letter.received_at -= LONG_AGO
                db.session.commit()

    def sent(self, sender: str, recipient: str = "") -> list[EmailMessage]:
        """What one has written today to the other (or to `recipient`), oldest first."""
        to = recipient or {A: B, B: A}[sender]
        return [each for each in self.relay.letters if (_address(each, "From"), _address(each, "To")) == (sender, to)]

    def forge(self, sender: str, recipient: str) -> None:
        """Hand over a letter that looks as if a person at the other helpdesk had written it."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, recipient, "Kan ni svara?"
        letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        letter.set_content("Hej! Vem svarar på larmet?\n")
        hand_on(self.relay.homes[recipient.rpartition("@")[2]], sender, recipient, bytes(letter))

    def wait_for_silence(self) -> None:
        """Until nothing is under way and nothing ever will be: two looks at both in turn, between which nothing was posted.

        The relay hands a letter on before its sender is told that it has left, and what comes in is filed, with its receipt
        posted, before the relay is told that it was taken. So each letter waits somewhere at any moment; when neither has
        posted anything between the two looks, both were empty at once.
        """

        def is_silent() -> bool:
            first, second = self._look(), self._look()
            return first == second and not any(waiting for _, waiting in first)

        self.a.wait_until(is_silent, "there is silence")

    def _look(self) -> tuple[tuple[int, int], ...]:
        return _posted(self.a), _posted(self.b)


def _address(letter: EmailMessage, field: str) -> str:
    return str(letter[field].addresses[0].addr_spec)


def _posted(room: Mailroom) -> tuple[int, int]:
    """How many letters were ever posted, and how many wait to leave or to be filed."""
    waits = Letter.state.in_((LetterState.WAITING, LetterState.CLAIMED))
    with room.app.app_context():
        posted = db.session.scalar(select(func.count(Letter.id))) or 0
        waiting = db.session.scalar(select(func.count(Letter.id)).where(waits)) or 0
    return posted, waiting + room.count(ReceivedLetter.stand == LetterStand.RECEIVED)


def today(room: Mailroom) -> Counter[str]:
    """What the letters of today became, each with its sender."""
    with room.app.app_context():
        newest = db.session.scalar(select(func.max(ReceivedLetter.received_at)))
        rows = db.session.scalars(select(ReceivedLetter).where(ReceivedLetter.received_at > newest - LONG_AGO / 2))
        return Counter(f"{(row.outcome or row.stand).value} {row.sender_address}" for row in rows)


@contextmanager
def pair(folder: Path, server: str) -> Iterator[Pair]:
    """Two helpdesks at work; an adviser at the first. Their tickets have numbers of their own, as they would in life."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    relay = Relay()
    with serving(relay) as port:
        common = {"HELPDESK_MAIL_URL": f"smtp://127.0.0.1:{port}", "HELPDESK_PLUS_ADDRESSES": "yes"}
        with (
            mailroom(folder / "a", server, HELPDESK_MAIL_FROM=A, HELPDESK_REFERENCE_PREFIX="AA", **common) as a,
            mailroom(folder / "b", server, HELPDESK_MAIL_FROM=B, HELPDESK_REFERENCE_PREFIX="BB", **common) as b,
        ):
            with a.app.app_context():
                account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
                db.session.commit()
            with lmtp(a) as (_, to_a), lmtp(b) as (_, to_b), a.running("worker"), b.running("worker"):
                relay.homes = {"a.example": to_a, "b.example": to_b}
                yield Pair(a, b, relay)


@pytest.fixture(scope="module")
def both(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    with server_of(database, folder) as server, pair(folder, server) as pair_:
        yield pair_


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lost", [(), ("Auto-Submitted",)], ids=["whole", "auto-submitted-lost"])
def test_each_acknowledges_once_and_then_there_is_silence(both: Pair, lost: Collection[str]) -> None:
    both.begin(lost=lost)
    both.forge(A, B)
    both.forge(B, A)
    both.wait_for_silence()
    for sender in (A, B):
        assert [each["Auto-Submitted"] for each in both.sent(sender)] == ["auto-replied"]
        assert both.relay.path_of(both.sent(sender)[0]) == NOBODY
    assert today(both.a) == {f"ticket {B}": 1, f"held {B}": 1}
    assert today(both.b) == {f"ticket {A}": 1, f"held {A}": 1}


@pytest.mark.timeout(300)
def test_an_answer_to_a_ticket_whose_requester_is_the_other_helpdesk_is_acknowledged_once(both: Pair) -> None:
    both.begin()
    sara = Browser(both.a.app, SARA)
    typed = {"email": B, "name": "Hjälpen", "subject": "Lås", "text": "Vilka lås?", "channel": "phone"}
    page = sara.follow(sara.submit(sara.get("/handlaggning/nytt"), "/handlaggning/nytt", **typed))
    both.wait_for_silence()
    # That the question was written down is told by a machine, which the other does not answer.
    assert len(both.sent(A)) == 1
    assert both.sent(B) == []

    sara.submit(page, "/besvara", text="De som har certifikat.")
    both.wait_for_silence()
    # A person's answer opens a ticket there, and its receipt is a machine's letter here.
    assert len(both.sent(A)) == 2
    assert [each["Auto-Submitted"] for each in both.sent(B)] == ["auto-replied"]
    assert today(both.b) == {f"held {A}": 1, f"ticket {A}": 1}
    # The receipt says what it answers, and so lies on its ticket.
    assert today(both.a) == {f"automatic {B}": 1}


@pytest.mark.timeout(300)
def test_receipts_whose_marks_were_lost_on_the_null_path_are_not_answered(both: Pair) -> None:
    both.begin(lost=MARKS)
    both.forge(A, B)
    both.wait_for_silence()
    assert (len(both.sent(A)), len(both.sent(B))) == (0, 1)


@pytest.mark.timeout(300)
def test_a_gateway_that_loses_every_mark_and_keeps_the_thread_is_stopped_at_once(both: Pair) -> None:
    both.begin(lost=MARKS, knows_null_path=False)
    both.forge(A, B)
    both.wait_for_silence()
    # The receipt is taken for a person's answer, on the ticket that it answers: an answer gets no receipt.
    assert (len(both.sent(A)), len(both.sent(B))) == (1, 1)


@pytest.mark.timeout(300)
def test_a_gateway_that_loses_every_mark_and_the_thread_is_stopped_by_the_caps(both: Pair) -> None:
    both.begin(lost=(*MARKS, "In-Reply-To", "References"), knows_null_path=False)
    both.forge(A, B)
    both.wait_for_silence()
    # Each sees a person in the other's letters, until a day's receipts to one address are used up.
    assert (len(both.sent(A)), len(both.sent(B))) == (MOST_PER_DAY, MOST_PER_DAY)
    assert today(both.a) == {f"ticket {B}": MOST_PER_DAY}
    assert today(both.b) == {f"ticket {A}": MOST_PER_DAY + 1}


@pytest.mark.timeout(300)
def test_letters_from_each_others_plus_addresses_are_acknowledged_once(both: Pair) -> None:
    both.begin()
    both.forge("bo.ek@lund.se", A)
    both.wait_for_silence()
    signed = str(both.relay.to("bo.ek@lund.se")[0]["Reply-To"])
    both.forge(signed, B)
    both.forge("b+larm@b.example", A)
    both.wait_for_silence()
    assert (len(both.sent(B, signed)), both.sent(B)) == (1, [])
    assert (len(both.sent(A, "b+larm@b.example")), both.sent(A)) == (1, [])


@pytest.mark.timeout(300)
def test_receipts_that_come_in_at_plus_addresses_without_a_mark_are_stopped_too(both: Pair) -> None:
    both.begin(lost=MARKS, knows_null_path=False)
    both.forge("bo.ek@lund.se", A)
    both.wait_for_silence()
    signed = str(both.relay.to("bo.ek@lund.se")[0]["Reply-To"])
    both.forge(signed, B)
    both.wait_for_silence()
    # The receipt lies on Bo's ticket as a stranger's word, and nobody is sent one for it.
    assert today(both.a)[f"stranger {B}"] == 1
    assert (both.sent(A), len(both.sent(B, signed))) == ([], 1)

    both.forge("b+larm@b.example", A)
    both.wait_for_silence()
    assert len(both.sent(A)) <= MOST_PER_DAY + 1
    assert len(both.sent(B)) <= MOST_PER_DAY + 1
