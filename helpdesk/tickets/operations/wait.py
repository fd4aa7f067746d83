"""Wait: the ticket waits for somebody outside, as a supplier or an authority, until a date."""

from datetime import date, datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.facts import WaitBegun
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.operations.moving import add_message, for_update, move, start_clock


def wait(
    actor: Actor,
    reference: str,
    *,
    wake_on: date,
    promise: Promise,
    now: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> None:
    """Let the ticket wait until `wake_on` (a Swedish day); the promise to the municipality runs on meanwhile.

    A clock that stood still, since the municipality was asked back, goes on: it is no longer the municipality that we wait
    for. `reason` (Markdown) becomes an internal note; `seen_version` is the version on the actor's screen, None where an
    older one does no harm. Raises InputError for a day that is not after today, HiddenError or ForbiddenError when the
    ticket is not theirs, StaleError when it changed meanwhile, MoveError when it is answered or closed.
    """
    ticket = for_update(actor, reference, Permission.TICKET_WAIT, seen_version=seen_version)
    if actor.id is None:
        raise ForbiddenError
    require_later_day(wake_on, now)
    before, after = move(actor, ticket, Move.WAIT_FOR_OTHER, now)
    ticket.wake_on = wake_on
    if before is Status.WAITING_REQUESTER:
        start_clock(ticket, promise, now)
    if reason:
        add_message(ticket, author_id=actor.id, kind=MessageKind.INTERNAL, text=reason, now=now)
    journal.record(
        WaitBegun(subject=("ticket", ticket.id), status_from=before, status_to=after, wake_on=wake_on.isoformat()),
        actor=actor,
        now=now,
    )


def require_later_day(wake_on: date, now: datetime) -> None:
    """Go on where `wake_on` is after today in Sweden; else InputError, since the ticket would wake at once."""
    if wake_on <= swedish_day(now):
        raise InputError(field="wake_on", sentence=N_("Choose a day after today."))
