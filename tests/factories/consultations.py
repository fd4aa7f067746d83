"""Questions to experts, for tests: added and flushed, never committed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from helpdesk.accounts.models import Account
from helpdesk.domain.consultation import ConsultationPart
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from tests.factories.tickets import message

ANSWER_BY = date(2026, 11, 27)


def consultation(
    on: Ticket,
    adviser: Account,
    expert: Account | None = None,
    *,
    title: str = "Vem svarar vid driftavbrott?",
    question: str = "Hur har ni löst det?",
    shared: Collection[Message] = (),
    files: Collection[Attachment] = (),
    **fields: Any,
) -> Consultation:
    """A question to the expert, or (without one) to all experts of `municipality_code`, with its first message."""
    values: dict[str, Any] = {
        "municipality_code": expert.municipality_code if expert else "2282",
        "expert_id": expert.id if expert else None,
        "hides_asker": False,
        "answer_by": ANSWER_BY,
        "asked_at": clock.now(),
    }
    made = Consultation(ticket_id=on.id, asked_by_id=adviser.id, title=title, **(values | fields))
    db.session.add(made)
    db.session.flush()
    said(made, on, adviser, question, ConsultationPart.QUESTION)
    for each in shared:
        part = ConsultationPart.SHARED
        db.session.add(ConsultationMessage(consultation_id=made.id, message_id=each.id, part=part))
    db.session.add_all(ConsultationFile(consultation_id=made.id, attachment_id=each.id) for each in files)
    db.session.flush()
    return made


def said(to: Consultation, on: Ticket, author: Account, text: str, part: ConsultationPart) -> Message:
    """A message of the question's own."""
    written = message(on, author, text, MessageKind.CONSULTATION)
    db.session.add(ConsultationMessage(consultation_id=to.id, message_id=written.id, part=part))
    db.session.flush()
    return written
