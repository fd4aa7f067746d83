"""Try address again: letters go to a requester again whose address could not be reached."""

from datetime import datetime

from helpdesk.accounts.operations.mark_undeliverable import mark_reachable
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import AddressTriedAgain
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.tickets.operations.moving import for_update


def try_address_again(actor: Actor, reference: str, *, now: datetime) -> None:
    """The next letter leaves for the requester's address again; it can be reached already: nothing happens.

    What could not be delivered is not sent once more: it stands on the web. Raises HiddenError or ForbiddenError when the
    ticket is not the actor's to answer.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ANSWER)
    if mark_reachable(ticket.requester_id):
        journal.record(AddressTriedAgain(subject=("account", ticket.requester_id)), actor=actor, now=now)
