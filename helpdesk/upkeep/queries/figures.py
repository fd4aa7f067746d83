"""The figures that a monitoring system watches, read from the database: the same whichever process is asked."""

from datetime import datetime

from sqlalchemy import func, select

from helpdesk.domain.lifecycle import Status
from helpdesk.kit import runs
from helpdesk.kit.db import db
from helpdesk.kit.exposition import Family, labelled, single
from helpdesk.kit.fulltext.marks import IndexMark
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.tickets.models.ticket import Ticket

_NOT_GONE = (LetterState.WAITING, LetterState.CLAIMED)


def figures(now: datetime) -> tuple[Family, ...]:
    """Tickets, letters, what waits for the search index, and the worker's jobs."""
    return (*_tickets(now), *_letters(now), *_index(now), *_jobs())


def _tickets(now: datetime) -> tuple[Family, ...]:
    counted = db.session.execute(select(Ticket.status, func.count()).group_by(Ticket.status)).all()
    by_status = {status.value: 0.0 for status in Status} | {status.value: float(count) for status, count in counted}
    late = db.session.scalar(select(func.count()).where(Ticket.due_order < now)) or 0
    return (
        labelled("helpdesk_tickets", "Tickets by status.", "status", by_status),
        single("helpdesk_tickets_late", "Tickets whose promised first answer is overdue.", late),
    )


def _letters(now: datetime) -> tuple[Family, ...]:
    counted = db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all()
    by_state = {state.value: 0.0 for state in LetterState} | {state.value: float(count) for state, count in counted}
    oldest = db.session.scalar(select(func.min(Letter.created_at)).where(Letter.state.in_(_NOT_GONE)))
    return (
        labelled("helpdesk_letters", "Letters in the outbox by state.", "state", by_state),
        single("helpdesk_letters_oldest_waiting_seconds", "Age of the oldest letter not yet sent.", _age(oldest, now)),
    )


def _index(now: datetime) -> tuple[Family, ...]:
    waiting, oldest = db.session.execute(select(func.count(), func.min(IndexMark.marked_at))).one()
    failed = db.session.scalar(select(func.count()).where(IndexMark.attempts > 0)) or 0
    return (
        single("helpdesk_index_marks", "Objects that wait to be indexed.", waiting),
        single("helpdesk_index_marks_failed", "Objects that could not be indexed and are tried again.", failed),
        single("helpdesk_index_oldest_mark_seconds", "Age of the oldest of them.", _age(oldest, now)),
    )


def _jobs() -> tuple[Family, ...]:
    last = runs.last_runs()
    began = {run.name: run.began_at.timestamp() for run in last}
    well = {run.name: run.succeeded_at.timestamp() for run in last if run.succeeded_at}
    failures = {run.name: float(run.failures) for run in last}
    return (
        labelled("helpdesk_job_began_timestamp_seconds", "When the job last began.", "job", began),
        labelled("helpdesk_job_succeeded_timestamp_seconds", "When the job last ended well.", "job", well),
        labelled("helpdesk_job_failures_total", "How often the job has failed.", "job", failures, only_grows=True),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
