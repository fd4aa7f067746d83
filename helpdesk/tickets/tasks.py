"""What the worker does for `tickets`."""

import logging
from zoneinfo import ZoneInfo

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.errors import DomainError
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.tickets.operations.forget_drafts import AT_ONCE, forget_expired_drafts
from helpdesk.tickets.operations.wake import wake
from helpdesk.tickets.queries.waiting import due_to_wake
from helpdesk.web.edge import edge
from helpdesk.web.site import site

SWEDEN = ZoneInfo("Europe/Stockholm")

log = logging.getLogger(__name__)


def wake_due() -> None:
    """Wake every ticket whose day has come, each in a transaction of its own."""
    now = clock.now()
    references = due_to_wake(now.astimezone(SWEDEN).date())
    db.session.rollback()
    for reference in references:
        try:
            with unit_of_work(edge()):
                wake(SYSTEM, reference, promise=site().promise, now=now)
        except DomainError:
            # An adviser or the municipality was quicker: it waits no more.
            log.info("ticket %s was not woken", reference)


def remove_expired_drafts() -> None:
    """Remove questions that were begun and never sent, with their files."""
    now, removed = clock.now(), AT_ONCE
    while removed == AT_ONCE:
        with unit_of_work(edge()):
            removed = forget_expired_drafts(site().files, now=now)
