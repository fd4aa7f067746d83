"""The notices that the last weeks have left: the newest of them new, the others read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.demo.replay import Cast
from helpdesk.domain.notices import ByMail, Choice
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.read_notices import read_all_notices
from helpdesk.notifications.operations.telling import note
from helpdesk.tickets.models.ticket import Ticket

SPAN = timedelta(days=28)
NEW = timedelta(days=4)
"""What is younger has not been read yet."""
ON_WEB = Choice(by_mail=ByMail.NEVER)
TOLD = {
    "RequesterAsked": ("question_back", Ticket.requester_id),
    "TicketAnswered": ("answer", Ticket.requester_id),
    "TicketClosed": ("ticket_closed", Ticket.requester_id),
    "TicketMerged": ("ticket_merged", Ticket.requester_id),
    "TicketReopened": ("ticket_reopened", Ticket.owner_id),
    "TicketReplied": ("ticket_replied", Ticket.owner_id),
    "TicketUnmerged": ("ticket_unmerged", Ticket.requester_id),
}
"""What happens to a ticket, and whom it is told."""


def leave_notices(cast: Cast, now: datetime) -> None:
    """Write the notices down without their letters: nobody wants a month's post at once."""
    for entry, event, reader_id in sorted(_told(now - SPAN), key=lambda told: told[0].at):
        note(event, (entry.subject_kind, entry.subject_id), reader_id, ON_WEB, entry.at, entry.facts)
    seen = db.session.scalar(select(Notice.id).where(Notice.at < now - NEW).order_by(Notice.id.desc()).limit(1))
    for actor in cast.actors.values():
        read_all_notices(actor, seen or 0, now=now)


def _told(since: datetime) -> Iterator[tuple[JournalEntry, str, int]]:
    for kind, (event, reader) in TOLD.items():
        happened = (
            select(JournalEntry, reader)
            .join(Ticket, Ticket.id == JournalEntry.subject_id)
            .where(JournalEntry.kind == kind, JournalEntry.subject_kind == "ticket", JournalEntry.at >= since)
            .where(JournalEntry.actor_id.is_distinct_from(reader))
        )
        yield from ((entry, event, reader_id) for entry, reader_id in db.session.execute(happened) if reader_id)
