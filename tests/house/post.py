"""Letters that came in, on the stage: one that waits, one put aside, one with personal data that the adviser has taken on, one in quarantine.

And what an unknown sender wrote on a ticket.
"""

from datetime import UTC, datetime

from helpdesk.accounts.models import Account
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.mailroom.models import FetchedMailbox
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from tests.factories.accounts import account
from tests.factories.post import kept, received
from tests.factories.tickets import message

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
RAW = "From: Bo Ek <bo.ek@harnosand.example>\r\nTo: fraga@stod.example\r\nSubject: Larm\r\n\r\n{text}\r\n"


def receive_letters(adviser: Account, store: Store, word: str) -> list[tuple[str, int]]:
    """Labelled ids of letters; `word` is what only the desk reads of the one that waits."""
    db.session.add(FetchedMailbox(name="fraga", fetched_at=AT))
    shared = {"received_at": AT, "subject": "Larm", "sender_name": "Bo Ek", "sender_address": "bo.ek@harnosand.example"}
    rows = {
        "held": received(
            **shared,
            raw_key=kept(store, RAW.format(text=word).encode()),
            stand=LetterStand.HELD,
            hold_reason=HoldReason.LIST,
            text=word,
        ),
        "personal": received(
            **shared,
            raw_key=kept(store, RAW.format(text="Eva, 19121212-1212").encode()),
            stand=LetterStand.HELD,
            hold_reason=HoldReason.PERSONAL_DATA,
            text="Eva, 19121212-1212",
            handler_id=adviser.id,
        ),
        "aside": received(
            **shared,
            raw_key=kept(store, RAW.format(text=word).encode()),
            stand=LetterStand.DONE,
            outcome=Outcome.PUT_ASIDE,
            hold_reason=HoldReason.LIST,
            decided_at=AT,
        ),
        "quarantined": received(
            **shared,
            raw_key=kept(store, RAW.format(text=word).encode()),
            stand=LetterStand.QUARANTINED,
            hold_reason=HoldReason.FAILED,
        ),
    }
    return [(label, row.id) for label, row in rows.items()] + [("unknown", 999999)]


def receive_from_stranger(ticket: Ticket, store: Store) -> list[tuple[str, int]]:
    """Labelled ids of messages: one on the ticket, of a colleague whom its people do not know."""
    eva = account(name="Eva Lind", municipality="2280", email="eva@harnosand.example")
    written = message(ticket, eva, "Jag svarar åt dem.", MessageKind.INTERNAL)
    row = received(
        received_at=AT,
        sender_address=eva.email,
        raw_key=kept(store, RAW.format(text="Jag svarar åt dem.").encode()),
        stand=LetterStand.DONE,
        outcome=Outcome.STRANGER,
        ticket_id=ticket.id,
        message_row_id=written.id,
    )
    db.session.add(MailOrigin(message_id=written.id, letter_id=row.id, sender_address=eva.email, is_stranger=True))
    db.session.flush()
    return [("strange", written.id), ("unknown", 999999)]
