"""Letters that have left."""

from collections.abc import Collection

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState


def last_sent(subject: tuple[str, int], reader: Actor, templates: Collection[str]) -> str | None:
    """Which of these kinds the last letter was that the reader has had about the subject; None where they have had none."""
    kind, id_ = subject
    return db.session.scalar(
        select(Letter.template)
        .where(
            Letter.subject_kind == kind,
            Letter.subject_id == id_,
            Letter.recipient_id == reader.id,
            Letter.template.in_(templates),
            Letter.state == LetterState.SENT,
        )
        .order_by(Letter.sent_at.desc(), Letter.id.desc())
        .limit(1)
    )
