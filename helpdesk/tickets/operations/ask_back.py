"""Ask back: the adviser needs to know more, and the ticket waits for the municipality until a date."""

from datetime import date, datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import RequesterAsked
from helpdesk.domain.lifecycle import Move
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.models.ticket import Message, MessageKind
from helpdesk.tickets.operations.moving import add_message, for_update, move, pause_clock
from helpdesk.tickets.operations.wait import require_later_day


def ask_back(actor: Actor, reference: str, text: str, *, wake_on: date, seen_version: int, now: datetime) -> Message:
    """Send `text` (Markdown) as a question to the municipality, and give the message.

    The ticket waits, with its clock standing still, until somebody replies or `wake_on` (a Swedish day) comes; who asks owns
    it where nobody did. `seen_version` is the version that the writer had on screen. Raises InputError for a day that is
    not after today, HiddenError or ForbiddenError when the ticket is not theirs to answer, StaleError when it changed
    meanwhile, MoveError when it is closed.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ANSWER, seen_version=seen_version)
    if actor.id is None:
        raise ForbiddenError
    require_later_day(wake_on, now)
    before, after = move(actor, ticket, Move.ASK_REQUESTER, now)
    pause_clock(ticket, now)
    ticket.wake_on = wake_on
    ticket.owner_id = ticket.owner_id or actor.id
    message = add_message(ticket, author_id=actor.id, kind=MessageKind.PUBLIC, text=text, now=now)
    journal.record(
        RequesterAsked(
            subject=("ticket", ticket.id),
            status_from=before,
            status_to=after,
            message_id=message.id,
            wake_on=wake_on.isoformat(),
        ),
        actor=actor,
        now=now,
    )
    return message
