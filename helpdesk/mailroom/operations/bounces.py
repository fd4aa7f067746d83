"""Bounces: a delivery report marks the address that could not be reached, and opens nothing."""

from sqlalchemy import select

from helpdesk.accounts.operations.mark_undeliverable import mark_undeliverable
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import LetterBounced
from helpdesk.domain.incoming import Outcome
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.letters.delivery import tells_dead_address
from helpdesk.kit.letters.return_address import BounceToken
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.operations.settling import Case, settle


def is_bounce(case: Case) -> bool:
    """A delivery report opens nothing and gets no answer: it marks the address, and the ticket's owner is told."""
    bounce = case.letter.kind.bounce
    if bounce is None:
        return False
    sent = _bounced(case)
    if sent is None or sent.recipient_id is None:
        settle(case.row, Outcome.BOUNCE)
        return True
    ticket_id = sent.subject_id if sent.subject_kind == "ticket" else None
    if bounce.is_permanent and tells_dead_address(bounce.status or "5.0.0"):
        mark_undeliverable(sent.recipient_id, bounce.status, case.now)
    if ticket_id is not None:
        journal.record(
            LetterBounced(
                subject=("ticket", ticket_id),
                letter_id=case.row.id,
                account_id=sent.recipient_id,
                status=bounce.status,
                is_permanent=bounce.is_permanent,
            ),
            actor=SYSTEM,
            now=case.now,
        )
    settle(case.row, Outcome.BOUNCE, ticket_id=ticket_id)
    return True


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
