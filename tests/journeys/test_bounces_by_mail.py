"""Letters that come back: true delivery reports, which Postfix writes when a reader's mail server refuses.

Our letters leave for Postfix, which tries to hand them on to a server that refuses some readers. What it reports comes in by
LMTP at the return address of the very letter; or, where there are no plus addresses, it lies in a mailbox (Dovecot) that is
fetched from, and the letter is known by its Message-ID.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.ticket import Ticket
from tests.factories.accounts import account
from tests.factories.tickets import message, ticket
from tests.journeys.house import free_port
from tests.journeys.mailrooms import Mailroom, mailroom
from tests.journeys.relays import NOBODY, Refuser, serving
from tests.mail import dovecot, postfix
from tests.pages.browser import Browser

pytestmark = pytest.mark.postfix
OURS = "fraga@example.org"
SARA, ANNA, BO = "sara@skr.example", "anna@kommun.example", "bo@kommun.example"
ASKED, ASKED_TOO = "VT-2026-000777", "VT-2026-000778"
DEAD = "Mejl når inte"


@dataclass
class Desk:
    """A helpdesk with one ticket of Anna's and one of Bo's, both Sara's, and the mail server of their municipality."""

    room: Mailroom
    world: Refuser
    sara: Browser

    def answer(self, reference: str) -> None:
        """Answer a ticket on the web."""
        page = self.sara.get(f"/arenden/{reference}")
        assert DEAD not in page.words
        self.sara.submit(page, "/besvara", text="Ja, det går bra.")

    def person(self, email: str) -> Account:
        with self.room.app.app_context():
            return db.session.scalars(select(Account).where(Account.email == email)).one()

    def reports(self) -> list[ReceivedLetter]:
        """What came in, oldest first."""
        with self.room.app.app_context():
            return list(db.session.scalars(select(ReceivedLetter).order_by(ReceivedLetter.id)))

    def bounces(self) -> list[tuple[str, bool]]:
        """What the journal tells of letters that came back: on which ticket, and whether for good."""
        with self.room.app.app_context():
            rows = db.session.scalars(select(JournalEntry).where(JournalEntry.kind == "LetterBounced"))
            return [(db.session.get_one(Ticket, row.subject_id).reference, row.facts["is_permanent"]) for row in rows]

    def tickets(self) -> dict[str, Status]:
        with self.room.app.app_context():
            return {each.reference: each.status for each in db.session.scalars(select(Ticket))}

    def posted(self) -> list[str]:
        """The kinds of all letters that were ever posted."""
        with self.room.app.app_context():
            return sorted(db.session.scalars(select(Letter.template)))

    def waiting(self) -> int:
        """How many letters have not left."""
        with self.room.app.app_context():
            return db.session.scalar(select(func.count(Letter.id)).where(Letter.state != LetterState.SENT)) or 0


@contextmanager
def desk(folder: Path, door: str, plus_addresses: str) -> Iterator[Desk]:
    """The helpdesk at work. `door`: "lmtp", or "imap" for a mailbox that it fetches from."""
    world = Refuser(anna="550 5.1.1 No such user here", bo="451 4.2.1 Mailbox is busy, try again later")
    with ExitStack() as stack:
        post = stack.enter_context(dovecot.running()) if door == "imap" else None
        home, far = post.lmtp_port if post else free_port(), stack.enter_context(serving(world))
        out = stack.enter_context(postfix.running(home, far, delay_warning_time="1s"))
        settings = {
            "HELPDESK_MAIL_URL": f"smtp://127.0.0.1:{out}",
            "HELPDESK_MAIL_FROM": OURS,
            "HELPDESK_PLUS_ADDRESSES": plus_addresses,
            "HELPDESK_MAILBOXES": post.url("fraga") if post else "",
        }
        room = stack.enter_context(mailroom(folder, "", **settings))
        with room.app.app_context():
            sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
            for name, email, reference in (("Anna Ek", ANNA, ASKED), ("Bo Alm", BO, ASKED_TOO)):
                asker = account(name=name, email=email)
                asked = ticket(asker, reference=reference, status=Status.OPEN, owner_id=sara.id)
                message(asked, asker)
            db.session.commit()
        if not post:
            stack.enter_context(room.running("mail", "lmtp", "--port", str(home)))
        stack.enter_context(room.running("worker"))
        yield Desk(room, world, Browser(room.app, SARA))


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("door", "plus_addresses"), [("lmtp", "yes"), ("imap", "no")])
def test_a_report_of_failure_marks_the_address_and_one_of_delay_marks_nothing(
    tmp_path: Path, door: str, plus_addresses: str
) -> None:
    with desk(tmp_path, door, plus_addresses) as at:
        at.answer(ASKED)
        at.answer(ASKED_TOO)
        at.room.wait_until(lambda: at.room.became() == {"bounce": 2}, "both reports have come in")
        told = at.world.wait_for(SARA, 1, seconds=60)
        at.room.wait_until(lambda: at.waiting() == 0, "all letters have left")

        anna, bo = at.person(ANNA), at.person(BO)
        assert (anna.undeliverable_at is not None, anna.undeliverable_status) == (True, "5.1.1")
        assert bo.undeliverable_at is None
        assert sorted(at.bounces()) == [(ASKED, True), (ASKED_TOO, False)]
        assert [("+b" in each.envelope_to) for each in at.reports()] == [door == "lmtp"] * 2

        # The page and a letter say so to whoever handles the ticket; of the delay nobody is told.
        page = at.sara.get(f"/arenden/{ASKED}")
        assert DEAD in page.words
        assert "(5.1.1)" in page.words
        assert DEAD not in at.sara.get(f"/arenden/{ASKED_TOO}").words
        assert [ASKED in str(each["Subject"]) for each in told] == [True]

        # Nothing was opened, nothing moved, and nobody was answered.
        assert at.tickets() == {ASKED: Status.ANSWERED, ASKED_TOO: Status.ANSWERED}
        assert at.posted() == ["answer", "answer", "requester_unreachable"]
        assert set(at.world.refused) == {ANNA, BO}
        assert len(at.world.letters) == 1
        assert NOBODY not in at.world.paths
