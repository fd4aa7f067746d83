"""Bounces: a delivery report marks the address that could not be reached, tells who has to know, and opens nothing."""

from sqlalchemy import select

from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.mark_undeliverable import mark_undeliverable
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import AnswerUndelivered, LetterBounced
from helpdesk.domain.incoming import HoldReason, Outcome
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Bounce, BounceKind
from helpdesk.kit.letters.delivery import tells_dead_address
from helpdesk.kit.letters.return_address import BounceToken
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import ANSWER_LETTER
from helpdesk.mailroom.operations.settling import Case, hold, settle
from helpdesk.tickets.models.consulting import Consultation


def is_bounce(case: Case) -> bool:
    """A delivery report opens nothing and gets no answer: it marks the address, and who waits for the reader is told.

    One that is tied to none of our letters proves nothing, and so marks nothing; yet where it names the address of somebody who
    has an account here, a person looks at it, since their letters may be lost.
    """
    bounce = case.letter.kind.bounce
    if bounce is None:
        return False
    sent = _bounced(case)
    if sent is None and bounce.is_permanent and bounce.recipient and finding.by_address(bounce.recipient) is not None:
        hold(case, HoldReason.AUTOMATIC)
        return True
    ticket_id = _ticket_of(sent) if sent else None
    if sent is not None and bounce.kind is not BounceKind.DELIVERED:
        _note(case, bounce, sent, ticket_id)
    settle(case.row, Outcome.BOUNCE, ticket_id=ticket_id)
    return True


def _note(case: Case, bounce: Bounce, sent: Letter, ticket_id: int | None) -> None:
    if sent.recipient_id is None:
        if sent.template == ANSWER_LETTER and bounce.is_permanent:
            _note_answer(case, bounce, sent.subject_id)
        return
    if bounce.is_permanent and tells_dead_address(bounce.status or "5.0.0"):
        mark_undeliverable(sent.recipient_id, bounce.status, case.now)
    if ticket_id is not None:
        fact = LetterBounced(
            subject=("ticket", ticket_id),
            letter_id=case.row.id,
            account_id=sent.recipient_id,
            status=bounce.status,
            is_permanent=bounce.is_permanent,
        )
        journal.record(fact, actor=SYSTEM, now=case.now)


def _note_answer(case: Case, bounce: Bounce, answered_id: int) -> None:
    """What was answered to a letter of which there is no ticket: who wrote it decided on the letter."""
    answered_by = select(ReceivedLetter.handler_id).where(ReceivedLetter.id == answered_id)
    fact = AnswerUndelivered(
        subject=("received_letter", answered_id),
        answered_by_id=db.session.scalar(answered_by),
        report_id=case.row.id,
        status=bounce.status,
    )
    journal.record(fact, actor=SYSTEM, now=case.now)


def _ticket_of(sent: Letter) -> int | None:
    """The ticket that the letter was about, if any: a question to an expert is about one, too."""
    if sent.subject_kind == "consultation":
        return db.session.scalar(select(Consultation.ticket_id).where(Consultation.id == sent.subject_id))
    return sent.subject_id if sent.subject_kind == "ticket" else None


def _bounced(case: Case) -> Letter | None:
    """The letter of ours that came back: by the signed address it was sent from, else by its signed Message-ID."""
    addresses = (case.row.envelope_to, *case.letter.delivered_to, *(each.address for each in case.letter.to))
    for token in (case.house.returns.read(address) for address in addresses):
        if isinstance(token, BounceToken):
            return db.session.get(Letter, token.letter_id)
    bounce = case.letter.kind.bounce
    original = f"<{bounce.original_id}>" if bounce and bounce.original_id else ""
    if not original or case.house.ids.read(original) is None:
        return None
    return db.session.scalar(select(Letter).where(Letter.message_id == original.lower()).limit(1))
