"""Letters that came in, for tests: as they were read, and as they lie in the database."""

from io import BytesIO
from typing import Any

from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.incoming.letter import IncomingLetter, Mailbox
from helpdesk.kit.letters.message_id import MessageIds
from helpdesk.kit.letters.return_address import ReturnAddresses
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.mailroom.operations.house import House
from helpdesk.web.site import site

OURS = "fraga@stod.example"
KEY = "only for tests, only for tests, only for tests"
IDS = MessageIds((KEY,), "stod.example")
RETURNS = ReturnAddresses((KEY,), OURS)


def incoming(sender: str = "bo.ek@harnosand.se", text: str = "Vem svarar på larmet?", **fields: Any) -> IncomingLetter:
    """A letter of a person to the helpdesk, with all that `fields` says otherwise."""
    values: dict[str, Any] = {
        "subject": "Larm om natten",
        "sender": Mailbox("Bo Ek", sender),
        "to": (Mailbox("", OURS),),
        "message_id": f"{abs(hash((sender, text, *map(repr, fields.values()))))}@harnosand.se",
        "text": text,
        "new_text": text,
        "content_hash": f"{abs(hash((sender, text)))}",
    }
    return IncomingLetter(**(values | fields))


def received(**fields: Any) -> ReceivedLetter:
    """A letter that was kept and not filed yet; nothing lies in the store."""
    values: dict[str, Any] = {
        "mailbox": "fraga",
        "received_at": clock.now(),
        "raw_key": "ab/cd/" + "0" * 28,
        "sha256": "0" * 64,
        "size": 1000,
    }
    made = ReceivedLetter(**(values | fields))
    db.session.add(made)
    db.session.flush()
    return made


def house(**fields: Any) -> House:
    """The installation, as filing knows it."""
    here = site()
    values: dict[str, Any] = {
        "own_addresses": frozenset({OURS}),
        "ids": IDS,
        "returns": RETURNS,
        "prefix": "VT",
        "promise": here.promise,
        "store": here.files,
    }
    return House(**(values | fields))


def filed(letter: IncomingLetter, *, at: House | None = None, **fields: Any) -> ReceivedLetter:
    """The letter, received and filed now."""
    row = received(**fields)
    file_letter(row.id, letter, at or house(), now=clock.now())
    db.session.flush()
    return row


def sent(template: str, subject: tuple[str, int], recipient_id: int | None) -> str:
    """A letter of ours that has left; gives its Message-ID without angle brackets."""
    prefix = {"ticket": "t", "consultation": "c"}.get(subject[0], "x")
    message_id = IDS.make(prefix, subject[1])
    db.session.add(
        Letter(
            key=message_id,
            template=template,
            subject_kind=subject[0],
            subject_id=subject[1],
            recipient_id=recipient_id,
            data={},
            state=LetterState.SENT,
            created_at=clock.now(),
            next_try_at=clock.now(),
            tries=1,
            message_id=message_id,
        )
    )
    db.session.flush()
    return message_id.strip("<>")


def kept(store: Store, raw: bytes) -> str:
    """The raw letter in the store; gives its key."""
    return store.put(BytesIO(raw), limit_bytes=len(raw)).key
