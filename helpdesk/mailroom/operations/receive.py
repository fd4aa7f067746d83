"""Receive: a letter's raw bytes are kept unchanged, before anybody tries to understand them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from sqlalchemy import select

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.settling import describe


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a letter came: by which mailbox or door, and what the mail server told of it.

    `uid_validity` and `uid` number it in an IMAP mailbox. `sender` is None where no server told it, "" for the null path.
    `size` is the whole letter's, in octets, where only its head was kept. `letter_id` is the row that stands for it already,
    where the mailbox did not give it out at first.
    """

    mailbox: str
    uid_validity: int | None = None
    uid: int | None = None
    sender: str | None = None
    recipient: str = ""
    is_headers_only: bool = False
    size: int | None = None
    letter_id: int | None = None


def receive(raw: bytes, letter: IncomingLetter, envelope: Envelope, *, store: Store, now: datetime) -> ReceivedLetter:
    """Keep the letter, with what was read of it for lists, and give its row. Raises the database's IntegrityError for one that was fetched before from the same place.

    Its raw bytes lie under a key that they make themselves: whatever becomes of this transaction, the same letter handed over
    again lies there once, and is never changed.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    raw_key = f"{sha256[:2]}/{sha256[2:4]}/{sha256[4:32]}"
    store.put_back(raw_key, BytesIO(raw))
    row = row_for(envelope, now)
    row.envelope_from = None if envelope.sender is None else envelope.sender[:320]
    row.envelope_to = envelope.recipient[:320]
    row.raw_key, row.sha256, row.size = raw_key, sha256, envelope.size or len(raw)
    row.is_headers_only = envelope.is_headers_only
    row.received_at, row.tries, row.last_error, row.next_try_at = (
        now,
        0,
        None,
        None,
    )  # what was before is about fetching it
    describe(row, letter)
    db.session.add(row)
    db.session.flush()
    return row


def fetched_before(envelope: Envelope) -> int | None:
    """The id of the letter that was fetched from this very place before; None where there is none."""
    if envelope.uid is None:
        return None
    return db.session.scalar(
        select(ReceivedLetter.id).where(
            ReceivedLetter.mailbox == envelope.mailbox,
            ReceivedLetter.uid_validity == envelope.uid_validity,
            ReceivedLetter.uid == envelope.uid,
            ReceivedLetter.raw_key != "",
        )
    )


def row_for(envelope: Envelope, now: datetime) -> ReceivedLetter:
    """The row that stands for the letter, locked, or a new one."""
    if envelope.letter_id is not None:
        return db.session.get_one(ReceivedLetter, envelope.letter_id, with_for_update=True)
    return ReceivedLetter(
        mailbox=envelope.mailbox,
        uid_validity=envelope.uid_validity,
        uid=envelope.uid,
        received_at=now,
        stand=LetterStand.RECEIVED,
        tries=0,
    )
