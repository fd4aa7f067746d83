"""Wait: the ticket waits for somebody outside, as a supplier or an authority, until a date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import WaitBegun
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.operations.moving import add_message, for_update, move

SWEDEN = ZoneInfo("Europe/Stockholm")


def wait(actor: Actor, reference: str, *, wake_on: date, reason: str = "", now: datetime) -> None:
    """Let the ticket wait until `wake_on` (a Swedish day); the promise to the municipality runs on meanwhile.

    `reason` (Markdown) becomes an internal note. Raises InputError for a day that is not after today, HiddenError or
    ForbiddenError when the ticket is not theirs, MoveError when it is answered or closed.
    """
    ticket = for_update(actor, reference, Permission.TICKET_WAIT)
    if actor.id is None:
        raise ForbiddenError
    require_later_day(wake_on, now)
    before, after = move(actor, ticket, Move.WAIT_FOR_OTHER, now)
    ticket.wake_on = wake_on
    if reason:
        add_message(ticket, author_id=actor.id, kind=MessageKind.INTERNAL, text=reason, now=now)
    journal.record(
        WaitBegun(subject=("ticket", ticket.id), status_from=before, status_to=after, wake_on=wake_on.isoformat()),
        actor=actor,
        now=now,
    )


def require_later_day(wake_on: date, now: datetime) -> None:
    """Go on where `wake_on` is after today in Sweden; else InputError, since the ticket would wake at once."""
    if wake_on <= now.astimezone(SWEDEN).date():
        raise InputError(field="wake_on", sentence=N_("Choose a day after today."))
