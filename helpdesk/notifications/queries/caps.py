"""How much one reader gets in an hour: nobody's mailbox is flooded, whatever goes wrong between two machines."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from helpdesk.domain.acknowledging import MOST_PER_DAY, PER_DAY
from helpdesk.domain.lifecycle import Channel
from helpdesk.kit.db import built_once, db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.tickets.models.ticket import Ticket

WITHIN = timedelta(hours=1)
TO_ONE_ADDRESS = 60
"""Letters to one person within that time."""
ABOUT_ONE_THING = 30
"""Letters to one person about one ticket, question or article within that time."""


def full_until(letter: Letter, now: datetime) -> datetime | None:
    """Until when the letter has to wait, because its reader has had too many; None when it may leave now."""
    if letter.recipient_id is None:
        return None
    about = (Letter.subject_kind == letter.subject_kind, Letter.subject_id == letter.subject_id)
    ends = [_end(letter.recipient_id, now, TO_ONE_ADDRESS), _end(letter.recipient_id, now, ABOUT_ONE_THING, *about)]
    return max((end for end in ends if end), default=None)


def _end(recipient_id: int, now: datetime, most: int, *conditions: ColumnElement[bool]) -> datetime | None:
    """When the oldest of the `most` newest mails is long enough ago; None while there are fewer."""
    mails = (
        select(func.max(Letter.sent_at).label("at"))
        .where(
            Letter.state == LetterState.SENT,
            # When it was last claimed: the same moment, and the one that an index knows.
            Letter.next_try_at > now - WITHIN - timedelta(minutes=5),
            Letter.sent_at > now - WITHIN,
            Letter.recipient_id == recipient_id,
            *conditions,
        )
        .group_by(Letter.message_id)
        .order_by(func.max(Letter.sent_at).desc())
        .limit(most)
    )
    sent = [at for at in db.session.scalars(mails) if at is not None]
    return sent[-1] + WITHIN if len(sent) == most else None


def is_receipted_enough(account_id: int, ticket_id: int, now: datetime) -> bool:
    """Whether no receipt is due for the ticket: it came by mail, and its requester has had enough of them today."""
    if db.session.get_one(Ticket, ticket_id).channel is not Channel.MAIL:
        return False
    receipts: int = db.session.execute(_receipts(), {"requester": account_id, "since": now - PER_DAY}).scalar_one()
    return receipts >= MOST_PER_DAY


@built_once
def _receipts() -> Select[int]:
    tickets, letters = Ticket.__table__.c, Letter.__table__.c
    return (
        select(func.count(letters.id))
        .join_from(Ticket.__table__, Letter.__table__, letters.subject_id == tickets.id)
        .where(
            letters.subject_kind == "ticket",
            letters.template == "received",
            tickets.requester_id == bindparam("requester"),
            tickets.channel == Channel.MAIL,
            tickets.opened_at > bindparam("since"),
        )
    )
