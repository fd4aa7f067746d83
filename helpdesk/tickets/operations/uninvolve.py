"""Uninvolve: the desk takes back that a colleague of the requester sees the ticket."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ParticipantsChanged
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update, touch


def uninvolve(actor: Actor, reference: str, account_id: int, *, now: datetime) -> None:
    """Let the person no longer see the ticket by name; who is not named on it: nothing happens.

    Where nobody is left of those whom it was shown to, it is private again. Raises HiddenError or ForbiddenError when the
    ticket is not the actor's to show.
    """
    ticket = for_update(actor, reference, Permission.TICKET_INVOLVE)
    if account_id not in ticket.participant_ids:
        return
    before = ticket.sharing
    ticket.participants = [each for each in ticket.participants if each.account_id != account_id]
    if before is Sharing.COLLEAGUES and not ticket.participants:
        ticket.sharing = Sharing.PRIVATE
    touch(ticket, now)
    journal.record(
        ParticipantsChanged(
            subject=("ticket", ticket.id), sharing_from=before, sharing_to=ticket.sharing, shut_out=(account_id,)
        ),
        actor=actor,
        now=now,
    )
