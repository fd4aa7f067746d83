"""Letters that wait for somebody at the desk to decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import is_complete
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.incoming import HoldReason, LetterStand
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.paging import Columns, Page
from helpdesk.kit.remembered import Remembered
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.queries.shown import (
    NOBODY,
    Words,
    is_taken_by,
    line_for,
    may_see_whole,
    waiting_names,
    waiting_subject,
    waiting_words,
    words_for,
)
from helpdesk.tickets.models.ticket import Ticket

ROWS_A_PAGE = 30
BEGINNING = 160
"""How many characters of a letter stand in the list."""
_LOOKED_AT = 4000
"""How many characters are read for that: more than are shown, so that no number is cut in two before it is hidden."""
_ORDER: Columns = ((ReceivedLetter.__table__.c.received_at, True), (ReceivedLetter.__table__.c.id, True))
_HEAD = (
    *(ReceivedLetter.id, ReceivedLetter.received_at, ReceivedLetter.mailbox, ReceivedLetter.subject),
    *(ReceivedLetter.sender_name, ReceivedLetter.sender_address, ReceivedLetter.hold_reason),
    *(ReceivedLetter.handler_id, ReceivedLetter.version, ReceivedLetter.stand),
    Account.name.label("handler"),
    *(Ticket.reference.label("reference"), Ticket.subject.label("ticket_subject")),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The ticket that a letter seems to be about."""

    reference: str
    subject: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A letter in the list, as its reader may see it."""

    id: int
    received_at: datetime
    mailbox: str
    subject: str
    sender_name: str
    sender_address: str
    reason: HoldReason
    words: Words
    proposal: Proposal | None
    handler: str | None
    is_mine: bool
    is_withheld: bool
    """Whether neither subject nor text is shown, since it holds personal data and is somebody else's or nobody's yet."""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """One letter, to be decided on, as its reader may see it."""

    id: int
    version: int
    received_at: datetime
    mailbox: str
    raw_key: str
    subject: str
    sender_name: str
    sender_address: str
    envelope_to: str
    reason: HoldReason
    words: Words
    file_names: tuple[str, ...]
    proposal: Proposal | None
    handler: str | None
    is_mine: bool
    may_decide: bool
    """Whether the reader can decide now: of personal data only the one who has taken the letter on."""
    may_be_answered: bool
    """Whether there is a sender."""
    is_decided: bool
    """Whether somebody has decided already."""


def held_letters(actor: Actor, cursor: str = "") -> Page[HeldLine]:
    """One page of the letters that wait, those first that have waited longest: one query.

    Raises ForbiddenError, or HiddenError for a cursor of no such list.
    """
    require_role(actor, Permission.LETTER_DECIDE)
    try:
        place = paging.decode(cursor) if cursor else None
        beyond = paging.keyset(_ORDER, place)
    except paging.BadCursorError:
        raise HiddenError from None
    rows = db.session.execute(
        select(*_HEAD, func.substr(ReceivedLetter.text, 1, _LOOKED_AT).label("beginning"))
        .outerjoin(Account, Account.id == ReceivedLetter.handler_id)
        .outerjoin(Ticket, Ticket.id == ReceivedLetter.ticket_id)
        .where(ReceivedLetter.stand == LetterStand.HELD, beyond)
        .order_by(*paging.ordering(_ORDER, place))
        .limit(ROWS_A_PAGE + 1)
    ).all()
    lines = [_line(actor, row) for row in rows]
    return paging.page_of(lines, ROWS_A_PAGE, place, lambda line: (line.received_at, line.id))


def held_letter(actor: Actor, letter_id: int) -> HeldPage:
    """One letter that waits, or on which somebody has decided: one query. Raises ForbiddenError, HiddenError where there is none."""
    require_role(actor, Permission.LETTER_DECIDE)
    row = db.session.execute(
        select(
            *_HEAD,
            ReceivedLetter.text,
            ReceivedLetter.file_names,
            ReceivedLetter.envelope_to,
            ReceivedLetter.raw_key,
        )
        .outerjoin(Account, Account.id == ReceivedLetter.handler_id)
        .outerjoin(Ticket, Ticket.id == ReceivedLetter.ticket_id)
        .where(
            ReceivedLetter.id == letter_id,
            ReceivedLetter.stand.in_((LetterStand.HELD, LetterStand.DONE)),
            ReceivedLetter.hold_reason.is_not(None),
        )
    ).one_or_none()
    if row is None:
        raise HiddenError
    return HeldPage(
        id=row.id,
        version=row.version,
        received_at=row.received_at,
        mailbox=row.mailbox,
        raw_key=row.raw_key,
        subject=waiting_subject(actor, row.hold_reason, row.handler_id, row.subject),
        sender_name=line_for(actor, row.handler_id, row.sender_name),
        sender_address=line_for(actor, row.handler_id, row.sender_address),
        envelope_to=line_for(actor, row.handler_id, row.envelope_to),
        reason=row.hold_reason,
        words=waiting_words(actor, row.hold_reason, row.handler_id, row.text),
        file_names=waiting_names(actor, row.hold_reason, row.handler_id, row.file_names),
        proposal=_proposal(row),
        handler=row.handler,
        is_mine=is_taken_by(actor, row.handler_id),
        may_decide=may_see_whole(actor, row.hold_reason, row.handler_id),
        may_be_answered=is_complete(row.sender_address),
        is_decided=row.stand is LetterStand.DONE,
    )


def _read_count() -> int:
    return db.session.scalar(select(func.count()).where(ReceivedLetter.stand == LetterStand.HELD)) or 0


held_count = Remembered(_read_count, ReceivedLetter)
"""How many letters wait, as it was some seconds ago at most."""


def _line(actor: Actor, row: Any) -> HeldLine:  # noqa: ANN401  a row of the columns shown
    is_withheld = not may_see_whole(actor, row.hold_reason, row.handler_id)
    # A list stays on screen: only the letter's own page shows it whole, also to the one who has taken it on.
    words = Words("", is_hidden=True) if is_withheld else words_for(actor, NOBODY, row.beginning)
    beginning = " ".join(words.text.split())
    cut = f"{beginning[:BEGINNING].rstrip()} …" if len(beginning) > BEGINNING else beginning
    return HeldLine(
        id=row.id,
        received_at=row.received_at,
        mailbox=row.mailbox,
        subject=masked(waiting_subject(actor, row.hold_reason, row.handler_id, row.subject)),
        sender_name=masked(row.sender_name),
        sender_address=masked(row.sender_address),
        reason=row.hold_reason,
        words=Words(cut, words.is_masked, words.is_hidden),
        proposal=_proposal(row),
        handler=row.handler,
        is_mine=is_taken_by(actor, row.handler_id),
        is_withheld=is_withheld,
    )


def _proposal(row: Any) -> Proposal | None:  # noqa: ANN401  a row of the columns shown
    return Proposal(row.reference, row.ticket_subject) if row.reference else None
