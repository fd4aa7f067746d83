"""One of everything that the mailroom's pages need: letters that wait, in quarantine, and on a ticket."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import AutomaticLetterCame, StrangerMoved
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Channel
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.note_fetch import note_failed
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.post import kept, received
from tests.factories.tickets import message, ticket

TEXT = "Hej,\r\n\r\nvem svarar på larmet om natten? Vi skickar våra krav.\r\n\r\n> Hur många larm har ni?\r\n"
RAW = (
    "From: Lena Holm <lena.holm@harnosand.example>\r\nTo: fraga@stod.example\r\nCc: eva.berg@harnosand.example\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0100\r\nSubject: Larm om natten\r\nMessage-ID: <1@harnosand.example>\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n--x\r\n"
    'Content-Type: text/plain; name="krav.txt"\r\nContent-Disposition: attachment; filename="krav.txt"\r\n\r\nKrav\r\n--x--\r\n'
)
PERSONAL = "Hej,\n\nEva Lund, 19121212-1212, behöver ett larm."  # Skatteverket's published test number


def gather_mailroom(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role; needs an application's context."""
    adviser = db.session.scalars(select(Account).where(Account.email == emails["adviser"])).one()
    asked = _ticket(adviser, now)
    letters = {
        "held_letter": _letter(now, HoldReason.NOT_TAKEN, ticket_id=asked.id),
        "personal_letter": _letter(now, HoldReason.PERSONAL_DATA, text=PERSONAL, handler_id=adviser.id),
        "quarantined_letter": _letter(
            now, HoldReason.FAILED, stand=LetterStand.QUARANTINED, last_error="KeyError", tries=3
        ),
        "aside_letter": _letter(
            now,
            HoldReason.LIST,
            stand=LetterStand.DONE,
            outcome=Outcome.PUT_ASIDE,
            handler_id=adviser.id,
            decided_at=now,
            text="",
            file_names=[],
        ),
        "kept_letter": _letter(
            now, None, stand=LetterStand.DONE, outcome=Outcome.TICKET, ticket_id=asked.id, text="", file_names=[]
        ),
    }
    note_failed("gammal", "LoginError AUTHENTICATIONFAILED", now)
    return {"mail_ticket": asked.reference} | {name: str(row.id) for name, row in letters.items()}


def _letter(now: datetime, reason: HoldReason | None, **fields: object) -> ReceivedLetter:
    values = {
        "received_at": now,
        "raw_key": kept(site().files, RAW.encode()),
        "stand": LetterStand.HELD,
        "hold_reason": reason,
        "subject": "Larm om natten",
        "sender_name": "Lena Holm",
        "sender_address": "lena.holm@harnosand.example",
        "text": TEXT,
        "file_names": ["krav.txt"],
    }
    return received(**(values | fields))


def _ticket(adviser: Account, now: datetime) -> Ticket:
    """With a message by mail from who asks, two from a stranger (one is a ticket of its own now), and an automatic answer."""
    lena = account(name="Lena Holm", email="lena.holm@harnosand.example", municipality="2280")
    per = account(name="Per Lund", email="per.lund@larmbolaget.example")
    asked = ticket(
        lena, reference="VT-2026-900002", subject="Larm om natten", channel=Channel.MAIL, owner_id=adviser.id
    )
    told = message(asked, lena, "Vem svarar på larmet om natten?")
    strange = message(asked, per, "Jag svarar åt dem.", MessageKind.INTERNAL)
    moved = message(asked, per, "En helt annan fråga.", MessageKind.INTERNAL)
    db.session.add_all(
        (
            MailOrigin(
                message_id=told.id,
                letter_id=1,
                sender_address=lena.email,
                is_shortened=True,
                colleagues=["eva.berg@harnosand.example"],
            ),
            MailOrigin(message_id=strange.id, letter_id=1, sender_address=per.email, is_stranger=True),
            MailOrigin(message_id=moved.id, letter_id=1, sender_address=per.email, is_stranger=True),
        )
    )
    own = ticket(per, reference="VT-2026-900003", subject="En helt annan fråga", channel=Channel.MAIL)
    journal.record(
        StrangerMoved(subject=("ticket", asked.id), message_id=moved.id, other=own.reference),
        actor=SYSTEM,
        now=now,
    )
    journal.record(AutomaticLetterCame(subject=("ticket", asked.id), letter_id=1), actor=SYSTEM, now=now)
    return asked
