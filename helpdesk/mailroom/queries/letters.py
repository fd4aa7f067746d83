"""One letter that came in, whatever became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.incoming import DECIDED_BY_DESK, PUT_ASIDE, HoldReason, LetterStand, Outcome
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.queries.shown import line_for, may_see_whole
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """What is known of a letter beside what stands in it."""

    id: int
    received_at: datetime
    mailbox: str
    envelope_to: str
    raw_key: str
    size: int
    """In octets."""
    is_headers_only: bool
    is_fetched: bool
    """Whether it lay in a mailbox; else a mail server handed it over."""
    stand: LetterStand
    outcome: Outcome | None
    reason: HoldReason | None
    reference: str | None
    """Of the ticket that it lies on."""
    message_id: int | None
    """Of the message that it became."""
    handler: str | None
    handler_id: int | None
    may_see_whole: bool
    """Whether the reader may see what stands in it."""
    decided_at: datetime | None

    @property
    def can_be_taken_on(self) -> bool:
        """Whether nobody has decided on it: whoever takes it on sees it whole, and may have it as it came."""
        return self.stand in {LetterStand.HELD, LetterStand.QUARANTINED} or (
            self.stand is LetterStand.DONE and self.decided_at is None
        )

    @property
    def can_be_decided_anew(self) -> bool:
        """Whether it was put aside by somebody at the desk, who may have been wrong."""
        return self.outcome in PUT_ASIDE and self.reason in DECIDED_BY_DESK


def kept_letter(actor: Actor, letter_id: int) -> KeptLetter:
    """One letter for the desk: one query. Raises HiddenError where there is none."""
    require_role(actor, Permission.LETTER_DECIDE)
    row = db.session.execute(
        select(ReceivedLetter, Ticket.reference, Account.name)
        .outerjoin(Ticket, Ticket.id == ReceivedLetter.ticket_id)
        .outerjoin(Account, Account.id == ReceivedLetter.handler_id)
        .where(ReceivedLetter.id == letter_id)
    ).one_or_none()
    if row is None:
        raise HiddenError
    letter, reference, handler = row
    return KeptLetter(
        id=letter.id,
        received_at=letter.received_at,
        mailbox=letter.mailbox,
        envelope_to=line_for(actor, letter.handler_id, letter.envelope_to),
        raw_key=letter.raw_key,
        size=letter.size,
        is_headers_only=letter.is_headers_only,
        is_fetched=letter.uid is not None,
        stand=letter.stand,
        outcome=letter.outcome,
        reason=letter.hold_reason,
        reference=reference,
        message_id=letter.message_row_id,
        handler=handler,
        handler_id=letter.handler_id,
        may_see_whole=may_see_whole(actor, letter.hold_reason, letter.handler_id),
        decided_at=letter.decided_at,
    )


def raw_key_of_message(actor: Actor, reference: str, message_id: int) -> str:
    """Under which key the letter lies that a message on the ticket is made of.

    Raises HiddenError where the ticket is not the actor's to see, or has no such message.
    """
    key = db.session.scalar(
        select(ReceivedLetter.raw_key)
        .join(MailOrigin, MailOrigin.letter_id == ReceivedLetter.id)
        .join(Message, Message.id == MailOrigin.message_id)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(Message.id == message_id, Ticket.reference == reference, visible_to(actor))
    )
    if key is None:
        raise HiddenError
    return key


def reference_of(ticket_id: int) -> str:
    """The number of a ticket that a letter was laid on."""
    return db.session.scalars(select(Ticket.reference).where(Ticket.id == ticket_id)).one()
