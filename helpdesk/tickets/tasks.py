"""What the worker does for `tickets`."""

import logging

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.errors import DomainError
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.forget_bulk_changes import forget_bulk_changes
from helpdesk.tickets.operations.forget_drafts import AT_ONCE, forget_expired_drafts
from helpdesk.tickets.operations.remind_expert import remind_expert
from helpdesk.tickets.operations.wake import wake
from helpdesk.tickets.queries.consultations_due import run_out, to_remind_of
from helpdesk.tickets.queries.waiting import due_to_close, due_to_wake
from helpdesk.web.edge import edge
from helpdesk.web.site import site

log = logging.getLogger(__name__)


def wake_due() -> None:
    """Wake every ticket whose day has come, each in a transaction of its own."""
    now = clock.now()
    references = due_to_wake(swedish_day(now))
    db.session.rollback()
    for reference in references:
        try:
            with unit_of_work(edge()):
                wake(SYSTEM, reference, promise=site().promise, now=now)
        except DomainError:
            # An adviser or the municipality was quicker: it waits no more.
            log.info("ticket %s was not woken", reference)


def close_quiet() -> None:
    """Close every answered ticket in which nobody has written for ten working days, each in a transaction of its own."""
    now = clock.now()
    quiet = due_to_close(now, site().promise.calendar)
    db.session.rollback()
    for reference, version in quiet:
        try:
            with unit_of_work(edge()):
                close(SYSTEM, reference, ClosingReason.SOLVED, seen_version=version, now=now)
        except DomainError:
            # Somebody wrote at the last moment: it is not quiet any more.
            log.info("ticket %s was not closed", reference)


def remove_expired_drafts() -> None:
    """Remove questions that were begun and never sent, with their files."""
    now, removed = clock.now(), AT_ONCE
    while removed == AT_ONCE:
        with unit_of_work(edge()):
            removed = forget_expired_drafts(site().files, now=now)


def sweep_bulk_changes() -> None:
    """Remove what it took to undo changes to many tickets, long after anybody can."""
    with unit_of_work(edge()):
        forget_bulk_changes(clock.now())


def expire_consultations() -> None:
    """End every question that no expert took on by its last day, each in a transaction of its own."""
    now = clock.now()
    ids = run_out(swedish_day(now))
    db.session.rollback()
    for id_ in ids:
        try:
            with unit_of_work(edge()):
                expire_consultation(SYSTEM, id_, promise=site().promise, now=now)
        except DomainError:
            # Its expert or the adviser was quicker.
            log.info("consultation %s has not expired", id_)


def remind_experts() -> None:
    """Remind the experts of all questions that are soon to be answered, each in a transaction of its own; on working days."""
    now, calendar = clock.now(), site().promise.calendar
    today = swedish_day(now)
    ids = to_remind_of(today, calendar) if calendar.weight(today) else []
    db.session.rollback()
    for id_ in ids:
        try:
            with unit_of_work(edge()):
                remind_expert(SYSTEM, id_, now=now)
        except DomainError:
            # It was answered or taken back at the last moment.
            log.info("nobody was reminded of consultation %s", id_)
