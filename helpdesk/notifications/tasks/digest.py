"""Digest: the daily letters leave in the morning of every working day; old notices are forgotten at night."""

from helpdesk.domain.notices import digest_ends
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.notifications.operations.forget_notices import forget_notices
from helpdesk.notifications.operations.send_digest import send_digest
from helpdesk.notifications.queries.digests import who_waits
from helpdesk.web.edge import edge
from helpdesk.web.site import site


def send_digests() -> None:
    """Send everybody's digest of today who has none yet, each in a transaction of its own; nothing before its hour, or on a day off.

    Done as often as one likes: what came after the hour waits for the next working day, and a worker that was killed, or
    stood still in the morning, goes on with those who are left.
    """
    now = clock.now()
    today = swedish_day(now)
    if now < digest_ends(today) or not site().promise.calendar.weight(today):
        return
    waiting = who_waits(digest_ends(today))
    db.session.rollback()
    for account_id in waiting:
        with unit_of_work(edge()):
            send_digest(account_id, today, now=now)


def forget() -> None:
    """Remove notices that are older than they are kept."""
    with unit_of_work(edge()):
        forget_notices(clock.now())
