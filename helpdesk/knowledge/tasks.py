"""What the worker does for `knowledge`."""

import logging

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.errors import DomainError
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.knowledge.operations.remind_of_review import remind_of_review
from helpdesk.knowledge.queries.freshness import due_for_reminder
from helpdesk.web.edge import edge

log = logging.getLogger(__name__)


def remind_of_reviews() -> None:
    """Remind the owner of every article that is soon to be read again, each in a transaction of its own."""
    now = clock.now()
    articles = due_for_reminder(swedish_day(now))
    db.session.rollback()
    for article_id in articles:
        try:
            with unit_of_work(edge()):
                remind_of_review(SYSTEM, article_id, now=now)
        except DomainError:
            # Somebody was changing it: tomorrow is soon enough.
            log.info("nobody was reminded of article %s", article_id)
