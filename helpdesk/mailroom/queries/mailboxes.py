"""The mailboxes and the letters in quarantine, for those who watch over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.incoming import HoldReason, LetterStand
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.mailroom.models import FetchedMailbox, ReceivedLetter

ROWS_A_PAGE = 30
_ORDER: Columns = ((ReceivedLetter.__table__.c.received_at, False), (ReceivedLetter.__table__.c.id, False))
_FILING_ERROR = case((ReceivedLetter.raw_key != "", ReceivedLetter.last_error))
_WAITING = (LetterStand.RECEIVED, LetterStand.HELD, LetterStand.QUARANTINED)


@dataclass(frozen=True, slots=True)
class MailboxLine:
    """A mailbox: how it goes, where its letters belong, how many of them wait for what.

    `is_set`: the settings name it, so that it is fetched from. What is not set was once, or is a door that mail servers use.
    """

    name: str
    is_set: bool
    fetched_at: datetime | None
    failed_at: datetime | None
    last_error: str
    failures: int
    topic_code: str | None
    unfiled: int
    filing_error: str
    """Why letters that are kept can't be filed now; empty where that goes well."""
    held: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class QuarantinedLine:
    """A letter in quarantine."""

    id: int
    received_at: datetime
    mailbox: str
    subject: str
    sender_name: str
    sender_address: str
    size: int
    """In octets."""
    reason: HoldReason
    last_error: str
    tries: int
    raw_key: str
    is_kept: bool
    """Whether the mailbox has given it out."""
    says_whence: bool
    """Whether its head says anything at all: a sender, a subject or a Message-ID."""


def mailbox_lines(actor: Actor, names: Sequence[str]) -> tuple[MailboxLine, ...]:
    """The mailboxes that the settings name, in their order, then those that letters wait of: two queries.

    What has become something is not counted: there is only ever more of it, and nothing to be done about it.
    """
    require_role(actor, Permission.MAILBOX_MANAGE)
    rows = {row.name: row for row in db.session.scalars(select(FetchedMailbox).order_by(FetchedMailbox.name))}
    counted = db.session.execute(
        select(ReceivedLetter.mailbox, ReceivedLetter.stand, func.count(), func.max(_FILING_ERROR))
        .where(ReceivedLetter.stand.in_(_WAITING))
        .group_by(ReceivedLetter.mailbox, ReceivedLetter.stand)
        .order_by(ReceivedLetter.mailbox)
    ).all()
    counts = {(mailbox, stand): number for mailbox, stand, number, _ in counted}
    errors = {mailbox: error for mailbox, stand, _, error in counted if stand is LetterStand.RECEIVED}
    every = dict.fromkeys([*names, *rows, *(mailbox for mailbox, *_ in counted)])
    return tuple(
        MailboxLine(
            name=name,
            is_set=name in names,
            fetched_at=row.fetched_at if row else None,
            failed_at=row.failed_at if row else None,
            last_error=row.last_error if row else "",
            failures=row.failures if row else 0,
            topic_code=row.topic_code if row else None,
            unfiled=counts.get((name, LetterStand.RECEIVED), 0),
            filing_error=errors.get(name) or "",
            held=counts.get((name, LetterStand.HELD), 0),
            quarantined=counts.get((name, LetterStand.QUARANTINED), 0),
        )
        for name, row in ((name, rows.get(name)) for name in every)
    )


def quarantined_letters(actor: Actor, cursor: str = "") -> Page[QuarantinedLine]:
    """One page of the letters in quarantine, the newest first: one query. Raises HiddenError for a cursor of no such list."""
    require_role(actor, Permission.MAILBOX_MANAGE)
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    rows = db.session.scalars(
        select(ReceivedLetter)
        .where(ReceivedLetter.stand == LetterStand.QUARANTINED, beyond)
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    ).all()
    return paging.page_of([_line(row) for row in rows], ROWS_A_PAGE, place, lambda line: (line.received_at, line.id))


def quarantined_letter(actor: Actor, letter_id: int) -> QuarantinedLine:
    """One letter in quarantine. Raises HiddenError where it lies there no more."""
    require_role(actor, Permission.MAILBOX_MANAGE)
    row = db.session.scalar(
        select(ReceivedLetter).where(ReceivedLetter.id == letter_id, ReceivedLetter.stand == LetterStand.QUARANTINED)
    )
    if row is None:
        raise HiddenError
    return _line(row)


def _line(row: Any) -> QuarantinedLine:  # noqa: ANN401  a ReceivedLetter
    return QuarantinedLine(
        id=row.id,
        received_at=row.received_at,
        mailbox=row.mailbox,
        subject=masked(row.subject),
        sender_name=masked(row.sender_name),
        sender_address=masked(row.sender_address),
        size=row.size,
        reason=row.hold_reason,
        last_error=row.last_error or "",
        tries=row.tries,
        raw_key=row.raw_key,
        is_kept=bool(row.raw_key),
        says_whence=bool(row.sender_address or row.sender_name or row.subject or row.message_id),
    )
