"""Note undelivered: a letter of ours will never arrive, and who has to know is told."""

from datetime import datetime

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.facts import AnswerUndelivered, LetterBounced
from helpdesk.kit import journal
from helpdesk.kit.outbox import Claim
from helpdesk.notifications.queries.consultations import ticket_of


def note_undelivered(claim: Claim, status: str, *, now: datetime) -> None:
    """Write down that the mail server has refused the letter for good, or for too long; `status` is its code, empty where none.

    A letter about a ticket is noted there; one that answers a letter without a ticket, on that letter. Of others nobody waits
    for the reader.
    """
    kind, id_ = claim.subject
    if kind == "received_letter" and claim.recipient_id is None:
        answered_by = claim.data.get("answered_by")
        answer = AnswerUndelivered(subject=claim.subject, answered_by_id=answered_by, report_id=None, status=status)
        journal.record(answer, actor=SYSTEM, now=now)
    ticket_id = ticket_of(id_) if kind == "consultation" else id_
    if kind in {"consultation", "ticket"} and ticket_id is not None and claim.recipient_id is not None:
        bounced = LetterBounced(
            subject=("ticket", ticket_id),
            letter_id=None,
            account_id=claim.recipient_id,
            status=status,
            is_permanent=True,
        )
        journal.record(bounced, actor=SYSTEM, now=now)
