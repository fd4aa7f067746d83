"""Answers to letters of which no ticket was made that did not arrive."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.domain.facts import AnswerUndelivered
from helpdesk.domain.incoming import Outcome
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.mailroom.queries.letters import KeptLetter


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Why the answer did not arrive: `status` is the mail server's code, as 5.1.1, empty where it gave none."""

    status: str
    report_id: int | None
    """The letter with the mail server's report; None where it refused at once."""


def lost_answer(kept: KeptLetter) -> LostAnswer | None:
    """What is known of the answer to this letter that did not arrive; None where none was lost. At most one query."""
    if kept.outcome is not Outcome.ANSWERED:
        return None
    told = db.session.scalar(
        select(JournalEntry.facts)
        .where(
            JournalEntry.subject_kind == "received_letter",
            JournalEntry.subject_id == kept.id,
            JournalEntry.kind == AnswerUndelivered.__name__,
        )
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    return LostAnswer(told["status"], told["report_id"]) if told else None
